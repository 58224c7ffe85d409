// What all pages share: the API, the session, whether the proxy answers, and the notice shown last.
import { signal } from '@preact/signals'
import type { Session } from '../core/admin.ts'
import { ApiError, createApi } from './api.ts'
import { t, type MessageId } from './i18n.ts'
import { keepFocus } from './parts/focus.ts'

/** Undefined while it is looked for, null when signed out. */
export const session = signal<Session | null | undefined>(undefined)
/** Whether a session ended without the operator signing out. */
export const hasEnded = signal(false)
export const isOffline = signal(false)
/** How many actions that the operator asked for are under way. */
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

/** The same for what the operator asked for, and has to ask for again. */
export function failureText(error: unknown): string {
  return error instanceof ApiError && error.code === 'offline' ? t('error.unanswered') : errorText(error)
}

/** Does something, shows how it went, and gives whether it succeeded. By then the control that asked may be gone or disabled: the focus is given a place. */
export async function attempt(work: () => Promise<string | undefined>): Promise<boolean> {
  working.value++
  // The notice of the last action is out of date.
  notice.value = undefined
  const giveBack = keepFocus()
  try {
    const text = await work()
    if (text) say(text)
    return true
  } catch (error) {
    // The sign-in page says that the session has ended.
    if (!(error instanceof ApiError && error.code === 'no_session')) say(failureText(error), true)
    return false
  } finally {
    working.value--
    // After a frame the page has been rendered again.
    requestAnimationFrame(giveBack)
  }
}
