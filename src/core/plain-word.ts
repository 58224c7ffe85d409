// A yes or no as it is compared, in the page and at the proxy alike: full-width letters, white space and capitals do not count.

export function plainWord(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}
