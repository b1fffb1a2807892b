/** Spans of time as the profile writes them. */

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** Milliseconds of `90d`, `12h`, `30m` or `2w`; null where this is no such span. */
export function durationOf(text: string): number | null {
  const [, count, unit = ''] = /^([1-9]\d{0,4})([mhdw])$/.exec(text) ?? []
  const milliseconds = units[unit]
  return milliseconds === undefined ? null : Number(count) * milliseconds
}

/** Milliseconds as people say them, rounded down: `412 days`, `3 hours`, `0 minutes`. */
export function spanOf(milliseconds: number): string {
  const minutes = Math.max(Math.floor(milliseconds / 60_000), 0)
  const [count, noun] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 1440), 'day']
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
