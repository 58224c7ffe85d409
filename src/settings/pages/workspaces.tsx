// All Braze workspaces: their health, and their settings.
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { WorkspaceView } from '../../core/admin.ts'
import { HUB_SLUG } from '../../core/hub-file.ts'
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
  const opener = useRef<HTMLButtonElement>(null)
  const cancel = (): void => {
    added.value = undefined
    opener.current?.focus()
  }
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
            <button type="button" ref={opener} onClick={() => (added.value ??= '')}>
              <Icon name="plus" />
              {t('workspaces.add')}
            </button>
          </div>
        )}
      </header>
      {!isWritable && <p class="note">{t('readOnly')}</p>}
      <Loaded of={workspaces}>
        {(answer) => {
          const wrong = added.value && whyNot(added.value, answer.workspaces)
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
                  <Field label={t('workspaces.name')} hint={t('workspaces.nameHint')} error={wrong || undefined}>
                    <input value={added.value} spellcheck={false} onInput={(event) => (added.value = event.currentTarget.value)} />
                  </Field>
                  {added.value && !wrong && (
                    <WorkspaceForm
                      isNew
                      name={added.value}
                      answer={answer}
                      reload={workspaces.reload}
                      onSaved={() => (added.value = undefined)}
                    />
                  )}
                  <div class="actions start">
                    <button type="button" class="quiet" onClick={cancel}>
                      {t('cancel')}
                    </button>
                  </div>
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

/** What is wrong with a new one's name. */
function whyNot(added: string, workspaces: WorkspaceView[]): string | undefined {
  if (!HUB_SLUG.test(added)) return t('connect.nameWrong')
  return workspaces.some(({ name }) => name === added) ? t('workspaces.nameTaken') : undefined
}
