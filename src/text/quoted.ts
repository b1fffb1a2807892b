/** Saying back what a user wrote, where it is not what it should be. */

/** The text in quotes, at most 200 characters of it, as `withoutLogins` has it. */
export function quoted(text: string): string {
  return JSON.stringify(withoutLogins(text).slice(0, 200))
}

/**
 * The beginning of the text without what stands before the host of a URL, and without what a query says. Both may hold a
 * secret that nobody else knows of (threats H-81).
 */
export function withoutLogins(text: string): string {
  return text
    .slice(0, 4096)
    .replace(/(?<=\/\/)[^\s/?#@]*:\S*(?=@(?!refs\/))/g, (login) => (isPort(login) ? login : '***'))
    .replace(/(?<=\/\/)(?!git@)[^\s/?#]+(?=@(?!sha\d))/g, '***')
    .replace(/^[^\s/@]+:(?!\/\/)\S*(?=@(?!sha\d|refs\/))/, '***')
    .replace(/(\?[\w.~%-]+=).*$/s, '$1***')
}

/** A host, its port and a path, rather than a user and a password with a slash in it. */
function isPort(text: string): boolean {
  return /^[^:]*:[0-9]{1,5}(?:\/|$)/.test(text)
}
