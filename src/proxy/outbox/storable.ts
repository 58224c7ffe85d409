// Makes text from outside fit for every store. What we write ourselves is JSON, in which such characters are escaped.

/** PostgreSQL accepts neither a lone surrogate nor NUL. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}
