/** How long each stage took. */
import { now } from './clock.ts'

export class Stopwatch {
  readonly #start = now()
  readonly #stages = new Map<string, number>()

  /** Does the work and adds its time to the stage's. @throws what `work` throws */
  async time<Result>(stage: string, work: () => Promise<Result>): Promise<Result> {
    const start = now()
    try {
      return await work()
    } finally {
      this.#stages.set(stage, (this.#stages.get(stage) ?? 0) + now() - start)
    }
  }

  /** As `time`, for work that nobody else gets a turn in. */
  measure<Result>(stage: string, work: () => Result): Result {
    const start = now()
    const result = work()
    this.#stages.set(stage, (this.#stages.get(stage) ?? 0) + now() - start)
    return result
  }

  /** Whole milliseconds by stage, and `total` since the stopwatch was made. */
  durations(): Record<string, number> {
    const stages = [...this.#stages, ['total', now() - this.#start] as const]
    return Object.fromEntries(stages.map(([stage, ms]) => [stage, Math.round(ms)]))
  }
}
