// The panel's words in the tester's language: the first of the browser's that there is.
import { setupI18n } from '@lingui/core'
import { pickLanguage } from '../core/pick-language.ts'
import de from './i18n/de.json'
import en from './i18n/en.json'
import es from './i18n/es.json'
import fr from './i18n/fr.json'
import ja from './i18n/ja.json'
import ko from './i18n/ko.json'
import ptBR from './i18n/pt-BR.json'

export type MessageId = keyof typeof en

const CATALOGUES = { en, es, 'pt-BR': ptBR, de, fr, ko, ja }
export type Language = keyof typeof CATALOGUES

export const language = preferred(navigator.languages)
const i18n = setupI18n({ locale: language, messages: { [language]: CATALOGUES[language] } })

export function t(id: MessageId, values?: Record<string, string | number>): string {
  return i18n._(id, values)
}

/** Our words for a stage or reason of the trace; a code that has none stands as it is. */
export function codeText(kind: 'stage' | 'reason', code: string): string {
  const id = `${kind}.${code}`
  return id in en ? t(id as MessageId) : code.replaceAll('_', ' ')
}

export function preferred(languages: readonly string[]): Language {
  return pickLanguage(Object.keys(CATALOGUES) as Language[], languages) ?? 'en'
}
