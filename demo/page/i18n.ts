// The demo page's words: seven catalogues of ICU messages, compiled at build. English is in the bundle, the others are loaded when chosen.
// Codes are said in the words of the operator's pages, or in those that these share with the inspector.
import { setupI18n, type Messages } from '@lingui/core'
import { signal } from '@preact/signals'
import shared from '../../src/core/i18n/en.json'
import type { Language } from '../../src/core/page-languages.ts'
import pages from '../../src/settings/i18n/en.json'
import words from './i18n/en.json'

type CodeId = keyof typeof shared | Extract<keyof typeof pages, `${'refusal' | 'reason'}.${string}`>
export type MessageId = keyof typeof words | CodeId

const en = { ...shared, ...pages, ...words }

type Catalogue = Promise<{ default: Messages }>
const LOADERS: Record<Language, () => Catalogue[]> = {
  en: () => [],
  es: () => [import('../../src/core/i18n/es.json'), import('../../src/settings/i18n/es.json'), import('./i18n/es.json')],
  'pt-BR': () => [import('../../src/core/i18n/pt-BR.json'), import('../../src/settings/i18n/pt-BR.json'), import('./i18n/pt-BR.json')],
  de: () => [import('../../src/core/i18n/de.json'), import('../../src/settings/i18n/de.json'), import('./i18n/de.json')],
  fr: () => [import('../../src/core/i18n/fr.json'), import('../../src/settings/i18n/fr.json'), import('./i18n/fr.json')],
  ko: () => [import('../../src/core/i18n/ko.json'), import('../../src/settings/i18n/ko.json'), import('./i18n/ko.json')],
  ja: () => [import('../../src/core/i18n/ja.json'), import('../../src/settings/i18n/ja.json'), import('./i18n/ja.json')],
}

/** The language in force. Reading it in a component renders that again when it changes. */
export const language = signal<Language>('en')

/** The language chosen last, while its catalogues may still be on their way. */
let wanted: Language = 'en'

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
  wanted = next
  const catalogues = await Promise.all(LOADERS[next]())
  if (next !== wanted) return
  i18n.loadAndActivate({ locale: next, messages: Object.assign({ ...en }, ...catalogues.map((one) => one.default)) as Messages })
  document.documentElement.lang = next
  language.value = next
  document.title = `komo-braze: ${t('app.title')}`
}
