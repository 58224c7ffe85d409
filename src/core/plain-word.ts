// A word as the page and the proxy alike compare it: full-width letters, white space around it and capitals do not count.

export function plainWord(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}
