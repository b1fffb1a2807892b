/** Which known word was probably meant. */

/** The candidate that fewest edits away is this word; null where even that is another word. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const best = closest(word, candidates)
  return best !== null && best.distance <= Math.max(2, best.candidate.length / 3) ? best.candidate : null
}

/** The candidate that fewest edits away is this word, and how many; null where there is no candidate. */
export function closest(word: string, candidates: readonly string[]): { candidate: string; distance: number } | null {
  const short = word.slice(0, 64).toLowerCase()
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: editDistance(short, candidate) }))
    .sort((a, b) => a.distance - b.distance)
  return best ?? null
}

/** Levenshtein's distance, a row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, character] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (character === other ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
