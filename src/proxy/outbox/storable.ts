// Somebody else's words as every store can hold them. What we write ourselves is JSON, where such characters are escaped.

/** PostgreSQL takes neither half of a surrogate pair nor NUL. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}
