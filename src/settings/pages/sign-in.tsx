// The first page: the operator's token for a session.
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { ApiError } from '../api.ts'
import { api, failureText, hasEnded, session } from '../app-state.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { LanguageChoice } from '../parts/language-choice.tsx'

export function SignIn() {
  const token = useSignal('')
  const error = useSignal<string | undefined>(undefined)
  const isBusy = useSignal(false)
  const title = t('signIn.title')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  useEffect(() => {
    document.title = `${title} · komo-braze`
  }, [title])
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (isBusy.value) return
    isBusy.value = true
    try {
      await api.login(token.value)
      // A browser silently drops the cookie if it comes over plain http.
      session.value = await api.session()
      hasEnded.value = false
    } catch (problem) {
      error.value = problem instanceof ApiError && problem.code === 'no_session' ? t('signIn.noCookie') : failureText(problem)
      input.current?.focus()
    } finally {
      isBusy.value = false
    }
  }
  return (
    <main class="sign-in" id="main">
      <form onSubmit={(event) => void submit(event)}>
        <p class="mark" aria-hidden="true">
          komo<span>→</span>braze
        </p>
        <h1>{title}</h1>
        {hasEnded.value && (
          <p class="note" role="status">
            {t('error.no_session')}
          </p>
        )}
        <Field label={t('signIn.token')} hint={t('signIn.hint')} error={error.value}>
          <input
            ref={input}
            type="password"
            autocomplete="current-password"
            required
            value={token.value}
            onInput={(event) => (token.value = event.currentTarget.value)}
          />
        </Field>
        <button type="submit" class="primary wide">
          {t('signIn.action')}
        </button>
      </form>
      <LanguageChoice />
    </main>
  )
}
