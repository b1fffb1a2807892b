/**
 * What reads and writes profiles, loaded where there is one to read or to write. This is the only import of it: the bundler
 * makes a chunk for each such expression, and copies what two of them share.
 */
export function loadProfileModule(): Promise<typeof import('../policy/guidance/lazy-profile.ts')> {
  return import('../policy/guidance/lazy-profile.ts')
}
