// The languages of our pages, each by its own name for itself, and which of them a browser gets.
export const LANGUAGES = {
  en: 'English',
  es: 'Español',
  'pt-BR': 'Português (Brasil)',
  de: 'Deutsch',
  fr: 'Français',
  ko: '한국어',
  ja: '日本語',
} as const
export type Language = keyof typeof LANGUAGES

const ALL = Object.keys(LANGUAGES) as Language[]

/** The first wanted language that there is, by its whole tag or else by its language alone; else English. */
export function pickLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = ALL.find((one) => one === tag) ?? ALL.find((one) => languageOf(one) === languageOf(tag))
    if (found) return found
  }
  return 'en'
}

function languageOf(tag: string): string {
  return tag.replace(/-.*/, '')
}
