// A Braze workspace: REST endpoint by instance, REST key, limits; tested without writing anything.
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { BRAZE_INSTANCES } from '../../core/braze-instances.ts'
import type { TestConnectionAnswer, WorkspacesAnswer } from '../../core/admin.ts'
import { api, attempt, failureText, session } from '../app-state.ts'
import { t } from '../i18n.ts'
import { Field } from './field.tsx'
import { TextInput } from './text-input.tsx'
import { useWorkspaceDraft } from './workspace-draft.ts'

interface Props {
  name: string
  answer: WorkspacesAnswer
  /** Asks for the workspaces again: after a save, or where somebody else was first. */
  reload: () => Promise<void>
  onSaved?: () => void
  /** Its name is still being typed: what is in the form goes with the form. */
  isNew?: boolean
}

export function WorkspaceForm({ name, answer, reload, onSaved, isNew = false }: Props) {
  const saved = answer.workspaces.find((one) => one.name === name)
  const isSaving = useSignal(false)
  const { fields, set, etag, isStale, take } = useWorkspaceDraft(isNew ? undefined : name, saved, isSaving.value)
  const { endpoint, key, objects, ambiguous } = fields.value
  const test = useSignal<TestConnectionAnswer | 'busy' | { failed: string } | undefined>(undefined)
  /** The test whose result is awaited. */
  const running = useRef<object | undefined>(undefined)
  const isWritable = session.value?.writable !== false
  const instances: [string, string][] = [
    ...Object.entries(BRAZE_INSTANCES).map(([instance, host]): [string, string] => [`https://${host}`, `${instance} · ${host}`]),
    ...answer.extraHosts.map((host): [string, string] => [`http://${host}`, `${t('workspace.development')} · ${host}`]),
  ]
  if (!instances.some(([url]) => url === endpoint)) instances.push([endpoint, endpoint])

  const runTest = async (): Promise<void> => {
    if (test.value === 'busy') return
    const run = {}
    running.current = run
    test.value = 'busy'
    const result = await api
      .testConnection({ endpoint, ...(key ? { key } : { workspace: name }) })
      .catch((error: unknown) => ({ failed: failureText(error) }))
    if (running.current === run) test.value = result
  }
  /** The result was about another endpoint or key. */
  const forgetTest = (): void => {
    running.current = undefined
    test.value = undefined
  }
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    // A second save would find the workspace changed, by the first.
    if (isSaving.value) return
    isSaving.value = true
    const isSaved = await attempt(async () => {
      const sent = fields.value
      const now = await api.saveWorkspace(name, { endpoint, objects, ambiguous, ...(key && { key }) }, etag)
      take(now, sent)
      return t(now.key.present ? 'workspace.saved' : 'workspace.savedNoKey')
    })
    if (isSaved) onSaved?.()
    await reload()
    isSaving.value = false
  }
  return (
    <form class="workspace-form" onSubmit={(event) => void submit(event)} autocomplete="off">
      {isStale && (
        <div class="note bad" role="alert">
          <p>{t('workspace.stale')}</p>
          <div class="actions">
            <button type="button" onClick={() => take(saved)}>
              {t('stale.reload')}
            </button>
          </div>
        </div>
      )}
      <div class="columns">
        <Field label={t('workspace.endpoint')} hint={t('workspace.endpointHint')}>
          <select
            value={endpoint}
            onChange={(event) => {
              set({ endpoint: event.currentTarget.value })
              forgetTest()
            }}
          >
            {instances.map(([url, label]) => (
              <option key={url} value={url}>
                {label}
              </option>
            ))}
          </select>
        </Field>
        <Field
          label={t('workspace.key')}
          hint={t(saved?.key.present ? 'workspace.keyKept' : 'workspace.keyHint', { source: saved?.key.source ?? '' })}
        >
          <input
            type="password"
            autocomplete="off"
            spellcheck={false}
            value={key}
            onInput={(event) => {
              set({ key: event.currentTarget.value.trim() })
              forgetTest()
            }}
          />
        </Field>
      </div>
      <details>
        <summary>{t('workspace.limits')}</summary>
        <div class="columns">
          <Field label={t('workspace.objects')} hint={t('workspace.objectsHint')}>
            <TextInput
              type="number"
              min={1}
              max={75}
              value={objects}
              onChange={(event) => set({ objects: Math.min(75, Math.max(1, event.currentTarget.valueAsNumber || 75)) })}
            />
          </Field>
          <Field label={t('workspace.ambiguous')} hint={t('workspace.ambiguousHint')}>
            <select value={ambiguous} onChange={(event) => set({ ambiguous: event.currentTarget.value as 'resend' | 'hold' })}>
              <option value="resend">{t('workspace.resend')}</option>
              <option value="hold">{t('workspace.hold')}</option>
            </select>
          </Field>
        </div>
      </details>
      <div class="actions start">
        <button type="button" disabled={!key && !saved?.key.present} onClick={() => void runTest()}>
          {t(test.value === 'busy' ? 'workspace.testing' : 'workspace.test')}
        </button>
        {isWritable && (
          <button type="submit" class="primary" disabled={!key && !saved}>
            {t('workspace.save')}
          </button>
        )}
      </div>
      <div role="status" class="test-result">
        {test.value && test.value !== 'busy' && <TestResult of={test.value} />}
      </div>
    </form>
  )
}

function TestResult({ of }: { of: TestConnectionAnswer | { failed: string } }) {
  if ('failed' in of) return <p class="result bad">{of.failed}</p>
  const isUnsent = of.result === 'bad_key' && of.status === undefined
  return (
    <p class={of.result === 'ok' ? 'result good' : 'result bad'}>
      {t(isUnsent ? 'test.unsent_key' : `test.${of.result}`)} <span class="quiet-text">{t('test.took', { ms: of.ms })}</span>
    </p>
  )
}
