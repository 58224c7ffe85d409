// What all pages share: the API, the session, whether the proxy answers, and the notice shown last.
import { signal } from '@preact/signals'
import type { Session } from '../core/admin.ts'
import { ApiError, createApi } from './api.ts'
import { t, type MessageId } from './i18n.ts'
import { keepFocus } from './parts/focus.ts'

/** Undefined while it is looked for, null when signed out. */
export const session = signal<Session | null | undefined>(undefined)
/** Whether the session that there was has ended without being asked to. */
export const hasEnded = signal(false)
export const isOffline = signal(false)
/** How many things are being done that the operator asked for. */
export const working = signal(0)
export const notice = signal<{ text: string; isBad: boolean } | undefined>(undefined)

export const api = createApi(
  async (...request) => {
    try {
      const response = await fetch(...request)
      isOffline.value = false
      return response
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) isOffline.value = true
      throw error
    }
  },
  () => {
    if (session.value) hasEnded.value = true
    session.value = null
  },
)

export async function restoreSession(): Promise<void> {
  try {
    session.value = await api.session()
  } catch {
    session.value = null
  }
}

export function say(text: string, isBad = false): void {
  notice.value = { text, isBad }
}

/** What an error means to the operator, where the page asks again by itself. */
export function errorText(error: unknown): string {
  if (!(error instanceof ApiError)) return t('error.internal')
  return t(`error.${error.code}` satisfies MessageId, { seconds: error.retryAfter ?? 0 })
}

/** The same of what the operator asked for, and has to ask for again. */
export function failureText(error: unknown): string {
  return error instanceof ApiError && error.code === 'offline' ? t('error.unanswered') : errorText(error)
}

/** Does something and says how it went; gives whether it went well. What it was asked by may be gone or off then. */
export async function attempt(work: () => Promise<string | undefined>): Promise<boolean> {
  working.value++
  // How the last thing went is no news any more.
  notice.value = undefined
  const giveBack = keepFocus()
  try {
    const text = await work()
    if (text) say(text)
    return true
  } catch (error) {
    // That a session has ended is said where the next one begins.
    if (!(error instanceof ApiError && error.code === 'no_session')) say(failureText(error), true)
    return false
  } finally {
    working.value--
    // A frame later the page stands anew.
    requestAnimationFrame(giveBack)
  }
}
