/** The HTML of the job summary: what is put between these tags went through `escape.ts`, or is our own. */

/** A part that the reader may open. */
export function details(title: string, content: string, open: boolean): string {
  return `<details${open ? ' open' : ''}><summary>${title}</summary>\n${content}\n</details>`
}

/** @param left - how many rows there are beyond these */
export function table(head: readonly string[], rows: readonly string[][], left: number): string {
  const cells = (tag: string, row: readonly string[]) => row.map((cell) => `<${tag}>${cell}</${tag}>`).join('')
  const lines = rows.map((row) => `<tr>${cells('td', row)}</tr>`)
  if (left > 0) lines.push(`<tr><td colspan="${head.length}">${left} more in the report</td></tr>`)
  return `<table>\n<tr>${cells('th', head)}</tr>\n${lines.join('\n')}\n</table>`
}

export function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
}
