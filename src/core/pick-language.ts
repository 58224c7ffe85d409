// Which of the languages that there are somebody gets: the first one wanted, by its whole tag or else by its language alone.

export function pickLanguage<Language extends string>(all: readonly Language[], wanted: readonly string[]): Language | undefined {
  for (const tag of wanted) {
    const found = all.find((one) => one === tag) ?? all.find((one) => one.slice(0, 2) === tag.slice(0, 2))
    if (found) return found
  }
  return undefined
}
