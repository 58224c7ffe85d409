// All Braze workspaces: their health, and their settings.
import { useSignal } from '@preact/signals'
import { api, session } from '../app-state.ts'
import { t } from '../i18n.ts'
import { Health } from '../parts/health.tsx'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { Empty, Loaded } from '../parts/state.tsx'
import { WorkspaceForm } from '../parts/workspace-form.tsx'
import { useResource } from '../resource.ts'

export function Workspaces() {
  const workspaces = useResource(() => api.workspaces(), 'workspaces', 5_000)
  const added = useSignal<string | undefined>(undefined)
  const isWritable = session.value?.writable !== false
  return (
    <>
      <header class="page-head">
        <div>
          <h1>{t('nav.workspaces')}</h1>
          <p class="lede">{t('workspaces.lede')}</p>
        </div>
        {isWritable && (
          <div class="actions">
            <button type="button" onClick={() => (added.value = '')}>
              <Icon name="plus" />
              {t('workspaces.add')}
            </button>
          </div>
        )}
      </header>
      {!isWritable && <p class="note">{t('readOnly')}</p>}
      <Loaded of={workspaces}>
        {(answer) => {
          const isTaken = answer.workspaces.some(({ name }) => name === added.value)
          return (
            <div class="step">
              {answer.issues?.map(({ message }) => (
                <p class="note bad" role="alert" lang="en" key={message}>
                  {message}
                </p>
              ))}
              {added.value !== undefined && (
                <section class="card">
                  <h2>{t('workspaces.add')}</h2>
                  <Field label={t('workspaces.name')} hint={t('connect.nameHint')} error={isTaken ? t('workspaces.nameTaken') : undefined}>
                    <input
                      value={added.value}
                      onInput={(event) => (added.value = event.currentTarget.value.toLowerCase().replace(/[^a-z0-9-]/g, ''))}
                    />
                  </Field>
                  {added.value && !isTaken && (
                    <WorkspaceForm
                      isNew
                      name={added.value}
                      answer={answer}
                      reload={workspaces.reload}
                      onSaved={() => (added.value = undefined)}
                    />
                  )}
                </section>
              )}
              {answer.workspaces.map((workspace) => (
                <section class="card" key={workspace.name}>
                  <Health workspace={workspace} onChanged={() => void workspaces.reload()} />
                  <details class="settings">
                    <summary>{t('workspaces.settings')}</summary>
                    <WorkspaceForm name={workspace.name} answer={answer} reload={workspaces.reload} />
                  </details>
                </section>
              ))}
              {!answer.workspaces.length && !answer.issues && added.value === undefined && (
                <Empty icon="plug" title={t('workspaces.empty')}>
                  <p>{t('workspaces.emptyText')}</p>
                </Empty>
              )}
            </div>
          )
        }}
      </Loaded>
    </>
  )
}
