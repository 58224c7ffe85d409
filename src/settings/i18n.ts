// The pages' words: seven catalogues of ICU messages, compiled at build. English is in the bundle, the others are loaded when chosen.
import { setupI18n, type Messages } from '@lingui/core'
import { signal } from '@preact/signals'
import codes from '../core/i18n/en.json'
import { LANGUAGES, pickLanguage, type Language } from '../core/page-languages.ts'
import pages from './i18n/en.json'

export type MessageId = keyof typeof pages | keyof typeof codes

const en = { ...codes, ...pages }

const STORAGE_KEY = 'komo-braze-language'

/** The language in force. Reading it in a component renders that again when it changes. */
export const language = signal<Language>('en')

/** The language chosen last, while its catalogue may still be on its way. */
let wanted: Language = 'en'

const i18n = setupI18n({ locale: 'en', messages: { en } })

export function t(id: MessageId, values?: Record<string, string | number>): string {
  return i18n.locale === language.value ? i18n._(id, values) : id
}

/** Loads and shows a language; the page's `lang` follows it, so that screen readers speak it. If its catalogue cannot be loaded, the language stays. */
export async function choose(next: Language): Promise<void> {
  wanted = next
  const messages = next === 'en' ? en : await load(next)
  if (!messages || next !== wanted) return
  i18n.loadAndActivate({ locale: next, messages })
  document.documentElement.lang = next
  language.value = next
}

async function load(next: Language): Promise<Messages | undefined> {
  try {
    const response = await fetch(`${next}.json`)
    return response.ok ? ((await response.json()) as Messages) : undefined
  } catch {
    return undefined
  }
}

export function remember(next: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, next)
  } catch {
    // Storage may be denied: the browser's language then stands.
  }
}

/** What was chosen before, else the first of the browser's languages that there is, else English. */
export function preferred(languages: readonly string[] = navigator.languages): Language {
  try {
    const kept = localStorage.getItem(STORAGE_KEY)
    if (kept && kept in LANGUAGES) return kept as Language
  } catch {
    // As above.
  }
  return pickLanguage(languages)
}

/** Why a workspace waits, or an envelope became a dead letter. */
export function reasonText(code: string): string {
  const status = /^status_(\d+)$/.exec(code)?.[1]
  return status === undefined ? codeText('reason', code) : t('reason.status', { status })
}

/** Why a request or an envelope was refused. */
export function refusalText(code: string): string {
  return codeText('refusal', code)
}

/** What is wrong with a value, by its code. */
export function problemText(code: string): string {
  return codeText('problem', code)
}

/** A stage of a submission's way, by its name. */
export function stageText(stage: string): string {
  return codeText('stage', stage)
}

/** Our words for a code of a closed list; one that is newer than this page stands as it is. */
function codeText(kind: 'reason' | 'refusal' | 'problem' | 'stage', code: string): string {
  const id = `${kind}.${code}`
  return id in en ? t(id as MessageId) : code.replaceAll('_', ' ')
}
