// The demo page's words: seven catalogues of ICU messages, compiled at build. English is in the bundle, the others are loaded when chosen.
// Codes are said in the words of the operator's pages.
import { setupI18n, type Messages } from '@lingui/core'
import { signal } from '@preact/signals'
import { pickLanguage } from '../../src/core/pick-language.ts'
import codes from '../../src/settings/i18n/en.json'
import words from './i18n/en.json'

type CodeId = Extract<keyof typeof codes, `${'problem' | 'refusal' | 'reason'}.${string}`>
export type MessageId = keyof typeof words | CodeId

const en = { ...codes, ...words }

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

type Catalogue = Promise<{ default: Messages }>
const LOADERS: Record<Language, () => [codes: Catalogue, words: Catalogue] | []> = {
  en: () => [],
  es: () => [import('../../src/settings/i18n/es.json'), import('./i18n/es.json')],
  'pt-BR': () => [import('../../src/settings/i18n/pt-BR.json'), import('./i18n/pt-BR.json')],
  de: () => [import('../../src/settings/i18n/de.json'), import('./i18n/de.json')],
  fr: () => [import('../../src/settings/i18n/fr.json'), import('./i18n/fr.json')],
  ko: () => [import('../../src/settings/i18n/ko.json'), import('./i18n/ko.json')],
  ja: () => [import('../../src/settings/i18n/ja.json'), import('./i18n/ja.json')],
}

/** The language in force. Reading it in a component renders that again when it changes. */
export const language = signal<Language>('en')

const i18n = setupI18n({ locale: 'en', messages: { en } })

export function t(id: MessageId, values?: Record<string, string | number>): string {
  return i18n.locale === language.value ? i18n._(id, values) : id
}

/** Whether there are words for it: a code may be of a newer proxy, or Braze's own. */
export function isMessage(id: string): id is MessageId {
  return id in en
}

/** Loads and shows a language; the page's title is in it, and its `lang` follows it, so that screen readers speak it and `Intl` writes it. */
export async function choose(next: Language): Promise<void> {
  const catalogues = await Promise.all(LOADERS[next]())
  i18n.loadAndActivate({ locale: next, messages: Object.assign({ ...en }, ...catalogues.map((one) => one.default)) as Messages })
  document.documentElement.lang = next
  language.value = next
  document.title = `komo-braze: ${t('app.title')}`
}

/** The first of the browser's languages that there is, else English. */
export function preferred(languages: readonly string[] = navigator.languages): Language {
  return pickLanguage(Object.keys(LANGUAGES) as Language[], languages) ?? 'en'
}
