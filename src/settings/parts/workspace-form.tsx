// A Braze workspace: REST endpoint by instance, REST key, limits; tested without writing anything.
import { useSignal } from '@preact/signals'
import { BRAZE_INSTANCES } from '../../core/braze-instances.ts'
import type { TestConnectionAnswer, WorkspacesAnswer } from '../../core/admin.ts'
import { api, attempt, errorText, session } from '../app-state.ts'
import { t } from '../i18n.ts'
import { Field } from './field.tsx'
import { TextInput } from './text-input.tsx'

interface Props {
  name: string
  answer: WorkspacesAnswer
  onSaved: () => void
}

export function WorkspaceForm({ name, answer, onSaved }: Props) {
  const saved = answer.workspaces.find((one) => one.name === name)
  const endpoint = useSignal(saved?.endpoint ?? `https://${BRAZE_INSTANCES['US-01']}`)
  const key = useSignal('')
  const objects = useSignal(saved?.objects ?? 75)
  const ambiguous = useSignal(saved?.ambiguous ?? 'resend')
  const test = useSignal<TestConnectionAnswer | 'busy' | { failed: string } | undefined>(undefined)
  const isWritable = session.value?.writable !== false
  const instances: [string, string][] = [
    ...Object.entries(BRAZE_INSTANCES).map(([instance, host]): [string, string] => [`https://${host}`, `${instance} · ${host}`]),
    ...answer.extraHosts.map((host): [string, string] => [`http://${host}`, `${t('workspace.development')} · ${host}`]),
  ]
  if (!instances.some(([url]) => url === endpoint.value)) instances.push([endpoint.value, endpoint.value])

  const run = async (): Promise<void> => {
    test.value = 'busy'
    try {
      test.value = await api.testConnection({ endpoint: endpoint.value, ...(key.value ? { key: key.value } : { workspace: name }) })
    } catch (error) {
      test.value = { failed: errorText(error) }
    }
  }
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    const isSaved = await attempt(async () => {
      const body = { endpoint: endpoint.value, objects: objects.value, ambiguous: ambiguous.value, ...(key.value && { key: key.value }) }
      await api.saveWorkspace(name, body, answer.etag ?? null)
      return t('workspace.saved')
    })
    if (!isSaved) return
    key.value = ''
    onSaved()
  }
  return (
    <form class="workspace-form" onSubmit={(event) => void submit(event)} autocomplete="off">
      <div class="columns">
        <Field label={t('workspace.endpoint')} hint={t('workspace.endpointHint')}>
          <select
            value={endpoint.value}
            onChange={(event) => {
              endpoint.value = event.currentTarget.value
              test.value = undefined
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
            value={key.value}
            onInput={(event) => {
              key.value = event.currentTarget.value.trim()
              test.value = undefined
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
              value={objects.value}
              onChange={(event) => (objects.value = Math.min(75, Math.max(1, event.currentTarget.valueAsNumber || 75)))}
            />
          </Field>
          <Field label={t('workspace.ambiguous')} hint={t('workspace.ambiguousHint')}>
            <select value={ambiguous.value} onChange={(event) => (ambiguous.value = event.currentTarget.value as 'resend' | 'hold')}>
              <option value="resend">{t('workspace.resend')}</option>
              <option value="hold">{t('workspace.hold')}</option>
            </select>
          </Field>
        </div>
      </details>
      <div class="actions start">
        <button type="button" disabled={test.value === 'busy' || (!key.value && !saved?.key.present)} onClick={() => void run()}>
          {t(test.value === 'busy' ? 'workspace.testing' : 'workspace.test')}
        </button>
        {isWritable && (
          <button type="submit" class="primary" disabled={!key.value && !saved}>
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
  return (
    <p class={of.result === 'ok' ? 'result good' : 'result bad'}>
      {t(`test.${of.result}`)} <span class="quiet-text">{t('test.took', { ms: of.ms })}</span>
    </p>
  )
}
