// Step 5: what is wrong or doubtful, the file itself, and saving, which enables the hub.
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { HubDetail, Issue } from '../../core/admin.ts'
import type { HubFile } from '../../core/hub-file.ts'
import { api, attempt, session } from '../app-state.ts'
import { dateTime } from '../format.ts'
import type { Editor } from '../hub-editor.ts'
import { readHubFile, whyUnread } from '../import-hub.ts'
import { t } from '../i18n.ts'
import { outlined, written } from '../outline.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { IssueList } from '../parts/issue-list.tsx'
import { Loaded } from '../parts/state.tsx'
import { useResource } from '../resource.ts'
import { hubLink } from '../route.ts'
import { save } from '../save-hub.ts'
import { unsavedWorkspaces } from '../workspace-drafts.ts'
import type { StepProps } from './step-props.ts'
import { TextArea } from '../parts/text-input.tsx'

export function StepReview({ editor, judgement, workspaces }: StepProps) {
  const { draft, whole, saved, unread, issues, isDirty } = editor
  // The proxy may hold more against the saved file than is wrong in it: that its workspace has no key.
  const ofSaved = isDirty.value ? [] : (saved.value?.issues ?? [])
  const all = [...issues.value, ...ofSaved.filter(({ message }) => !issues.value.some((one) => one.message === message))]
  const errors = all.filter(({ level }) => level === 'error')
  const warnings = all.filter(({ level }) => level === 'warning')
  const isRead = unread.value === undefined
  const isJudged = isRead && judgement.judged.value === draft.value && !judgement.error.value
  const isWritable = session.value?.writable !== false
  return (
    <div class="step">
      <section class="card">
        <h2>{t('review.title')}</h2>
        {judgement.error.value && <p class="note bad">{judgement.error.value}</p>}
        {isJudged && !all.length && (
          <p class="result good">
            <Icon name="check" /> {t('review.good')}
          </p>
        )}
        <Issues of={errors} file={whole.value} title={t('review.errors', { count: errors.length })} />
        <Issues of={warnings} file={whole.value} title={t('review.warnings', { count: warnings.length })} />
        <WorkspaceNote editor={editor} workspaces={workspaces} />
        {!isWritable && <p class="note">{t('readOnly')}</p>}
        {isWritable && (
          <div class="actions start">
            <button
              type="button"
              class="primary"
              disabled={!isDirty.value || !isRead || errors.length > 0}
              onClick={() => void save(editor)}
            >
              {t(saved.value ? 'save.action' : 'review.enable')}
            </button>
            <p class="hint" role="status">
              {isDirty.value
                ? t(isRead ? 'review.enableHint' : 'file.unread')
                : saved.value?.state === 'enabled' && !errors.length
                  ? t('review.enabled')
                  : t('save.clean')}
            </p>
          </div>
        )}
      </section>
      <FileEditor editor={editor} />
      {saved.value && <Versions editor={editor} />}
    </div>
  )
}

/** What of the workspace keeps the hub from being at work once it is saved. What the saved file lacks is among its issues. */
function WorkspaceNote({ editor, workspaces }: Pick<StepProps, 'editor' | 'workspaces'>) {
  const name = editor.whole.value.workspace ?? 'default'
  const hasKey = workspaces.data?.workspaces.find((one) => one.name === name)?.key.present
  const isUnsaved = unsavedWorkspaces.value.includes(name)
  const isMissed = workspaces.data && !hasKey && editor.isDirty.value
  if (!isUnsaved && !isMissed) return null
  return (
    <p class="note">
      {isMissed && t('review.noKey', { name })} {isUnsaved && t('workspace.unsaved', { name })}{' '}
      <a href={hubLink(editor.draft.value.hub, 'workspace')}>{t('step.workspace')}</a>
    </p>
  )
}

function Issues({ of, file, title }: { of: Issue[]; file: HubFile; title: string }) {
  if (!of.length) return null
  return (
    <>
      <h3>{title}</h3>
      <IssueList of={of} file={file} />
    </>
  )
}

/** The file as text: for what has no control of its own on these pages. */
function FileEditor({ editor }: { editor: Editor }) {
  const { draft, saved, unread } = editor
  // A file that the pages cannot show is shown as it is, until something that they can show stands in its place.
  const isUnreadable = saved.value !== undefined && !outlined(saved.value.file) && !draft.value.origins.length
  const asSaved = isUnreadable ? textOf(saved.value) : JSON.stringify(written(draft.value), null, 2)
  const wasUnread = useRef(unread.value !== undefined).current
  return (
    <details class="card" open={isUnreadable || wasUnread}>
      <summary>
        <h2>{t('file.title')}</h2>
      </summary>
      <Field label={t('file.label')} hint={t('file.hint')} error={unread.value === undefined ? undefined : whyUnread(unread.value)}>
        <TextArea
          class="mono file"
          rows={20}
          spellcheck={false}
          value={unread.value ?? asSaved}
          onChange={({ currentTarget: { value } }) => {
            const file = readHubFile(value)
            if (file?.hub === draft.value.hub) editor.replace(file)
            else unread.value = value
          }}
        />
      </Field>
      {unread.value !== undefined && (
        <button type="button" class="small" onClick={() => (unread.value = undefined)}>
          {t('file.takeBack')}
        </button>
      )}
    </details>
  )
}

function textOf(detail: HubDetail | undefined): string {
  return detail?.text ?? JSON.stringify(detail?.file, null, 2)
}

function Versions({ editor }: { editor: Editor }) {
  const { hub } = editor.draft.value
  const versions = useResource(() => api.versions(hub), `${hub} ${editor.saved.value?.etag ?? ''}`)
  /** Whose coming would take the place of what is unsaved. */
  const asked = useSignal<string | undefined>(undefined)
  const restore = (id: string): Promise<boolean> =>
    attempt(async () => {
      editor.replace((await api.version(hub, id)).file)
      return t('versions.restored')
    })
  return (
    <section class="card">
      <h2>{t('versions.title')}</h2>
      <Loaded of={versions} lines={2}>
        {(answer) =>
          answer.versions.length ? (
            <ul class="versions">
              {answer.versions.map(({ id, at }) => (
                <li key={id}>
                  <time dateTime={at}>{dateTime(at)}</time>
                  <button type="button" class="quiet small" onClick={() => (editor.isDirty.value ? (asked.value = id) : void restore(id))}>
                    {t('versions.restore')}
                    <span class="unseen">{dateTime(at)}</span>
                  </button>
                </li>
              ))}
            </ul>
          ) : (
            <p class="hint">{t('versions.none')}</p>
          )
        }
      </Loaded>
      {asked.value !== undefined && (
        <Confirm
          title={t('import.overTitle')}
          text={t('versions.overText', { hub })}
          action={t('import.over')}
          onDone={(isConfirmed) => {
            if (isConfirmed && asked.value !== undefined) void restore(asked.value)
            asked.value = undefined
          }}
        />
      )}
    </section>
  )
}
