// The panel's words in the tester's language: the first of the browser's languages that has a catalogue.
import { setupI18n } from '@lingui/core'
import deCodes from '../core/i18n/de.json'
import enCodes from '../core/i18n/en.json'
import esCodes from '../core/i18n/es.json'
import frCodes from '../core/i18n/fr.json'
import jaCodes from '../core/i18n/ja.json'
import koCodes from '../core/i18n/ko.json'
import ptBRCodes from '../core/i18n/pt-BR.json'
import { pickLanguage, type Language } from '../core/page-languages.ts'
import de from './i18n/de.json'
import en from './i18n/en.json'
import es from './i18n/es.json'
import fr from './i18n/fr.json'
import ja from './i18n/ja.json'
import ko from './i18n/ko.json'
import ptBR from './i18n/pt-BR.json'

export type MessageId = keyof typeof en | keyof typeof enCodes

const CATALOGUES: Record<Language, Record<string, string>> = { en, es, 'pt-BR': ptBR, de, fr, ko, ja }
const CODES: Record<Language, Record<string, string>> = {
  en: enCodes,
  es: esCodes,
  'pt-BR': ptBRCodes,
  de: deCodes,
  fr: frCodes,
  ko: koCodes,
  ja: jaCodes,
}

export const language = pickLanguage(navigator.languages)
const i18n = setupI18n({ locale: language, messages: { [language]: { ...CODES[language], ...CATALOGUES[language] } } })

export function t(id: MessageId, values?: Record<string, string | number>): string {
  return i18n._(id, values)
}

/** Our words for a stage or reason of the trace, a problem or a refusal; a code that has none stands as it is. */
export function codeText(kind: 'stage' | 'reason' | 'problem' | 'refusal', code: string): string {
  const id = `${kind}.${code}`
  return id in en || id in enCodes ? t(id as MessageId) : code.replaceAll('_', ' ')
}
