// The demo page's words: seven catalogues of ICU messages, compiled at build. English is in the bundle, the others are loaded when chosen.
import { setupI18n, type Messages } from '@lingui/core'
import { signal } from '@preact/signals'
import en from './i18n/en.json'

export type MessageId = keyof typeof en

/** Each named in itself. */
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

const LOADERS: Record<Language, () => Promise<{ default: Messages }>> = {
  en: () => Promise.resolve({ default: en }),
  es: () => import('./i18n/es.json'),
  'pt-BR': () => import('./i18n/pt-BR.json'),
  de: () => import('./i18n/de.json'),
  fr: () => import('./i18n/fr.json'),
  ko: () => import('./i18n/ko.json'),
  ja: () => import('./i18n/ja.json'),
}

/** The language in force. Reading it in a component renders that again when it changes. */
export const language = signal<Language>('en')

const i18n = setupI18n({ locale: 'en', messages: { en } })

export function t(id: MessageId, values?: Record<string, string | number>): string {
  return i18n.locale === language.value ? i18n._(id, values) : id
}

/** Loads and shows a language; the page's `lang` follows it, so that screen readers speak it and `Intl` writes it. */
export async function choose(next: Language): Promise<void> {
  const { default: messages } = await LOADERS[next]()
  i18n.loadAndActivate({ locale: next, messages })
  document.documentElement.lang = next
  language.value = next
}

/** The first of the browser's languages that there is, else English. */
export function preferred(languages: readonly string[] = navigator.languages): Language {
  const all = Object.keys(LANGUAGES) as Language[]
  for (const wanted of languages) {
    const found = all.find((one) => one === wanted) ?? all.find((one) => one.slice(0, 2) === wanted.slice(0, 2))
    if (found) return found
  }
  return 'en'
}
