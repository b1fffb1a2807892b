import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** A Node.js on the path that is older than the one action.yml asks for, with its version; null where there is none. */
export function olderNode(): { path: string; version: string } | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'node')
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
    const [, version = ''] = /^v(\d+\.\d+\.\d+)$/.exec(stdout?.trim() ?? '') ?? []
    if (version !== '' && Number.parseInt(version, 10) < 24) return { path, version }
  }
  return null
}
