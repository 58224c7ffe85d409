// The demo page's words: catalogues of ICU messages, compiled at build.
import { setupI18n } from '@lingui/core'
import { signal } from '@preact/signals'
import en from './i18n/en.json'

export type MessageId = keyof typeof en

/** The language in force. */
export const language = signal('en')

const i18n = setupI18n({ locale: 'en', messages: { en } })

export function t(id: MessageId, values?: Record<string, string | number>): string {
  return i18n.locale === language.value ? i18n._(id, values) : id
}
