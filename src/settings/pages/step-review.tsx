// Step 5: what is wrong or doubtful, the file itself, and saving, which enables the hub.
import type { Issue } from '../../core/admin.ts'
import type { HubFile } from '../../core/hub-file.ts'
import { session } from '../app-state.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { FileEditor } from '../parts/file-editor.tsx'
import { Icon } from '../parts/icon.tsx'
import { IssueList } from '../parts/issue-list.tsx'
import { Versions } from '../parts/versions.tsx'
import { hubLink } from '../route.ts'
import { save } from '../save-hub.ts'
import { unsavedWorkspaces } from '../workspace-drafts.ts'
import type { StepProps } from './step-props.ts'

export function StepReview({ editor, judgement, workspaces }: StepProps) {
  const { draft, whole, saved, unread, issues, isDirty } = editor
  // The proxy may have issues with the saved hub that the file itself has not: that its workspace has no key.
  const ofSaved = isDirty.value ? [] : (saved.value?.issues ?? [])
  const all = [...issues.value, ...ofSaved.filter(({ message }) => !issues.value.some((one) => one.message === message))]
  const errors = all.filter(({ level }) => level === 'error')
  const warnings = all.filter(({ level }) => level === 'warning')
  const isRead = unread.value === undefined
  const isJudged = isRead && judgement.judged.value === draft.value && !judgement.error.value
  const isOff = !isDirty.value || !isRead || errors.length > 0
  const isKeyMissing = lacksKey(editor, workspaces)
  const isWritable = session.value?.writable !== false
  return (
    <div class="step">
      <section class="card">
        <h2>{t('review.title')}</h2>
        {judgement.error.value && <p class="note bad">{judgement.error.value}</p>}
        {isJudged && !all.length && !isKeyMissing && (
          <p class="result good">
            <Icon name="check" /> {t('review.good')}
          </p>
        )}
        <Issues of={errors} file={whole.value} title={t('review.errors', { count: errors.length })} />
        <Issues of={warnings} file={whole.value} title={t('review.warnings', { count: warnings.length })} />
        <WorkspaceNote editor={editor} isKeyMissing={isKeyMissing} />
        {!isWritable && <p class="note">{t('readOnly')}</p>}
        {isWritable && (
          <div class="actions start">
            {/* Not `disabled`: it is off once it has saved, but must keep the focus. */}
            <button type="button" class="primary" aria-disabled={isOff} onClick={() => void (isOff || save(editor))}>
              {t(saved.value ? 'save.action' : 'review.enable')}
            </button>
            <p class="hint" role="status">
              {saveHint(editor, errors.length > 0, isKeyMissing)}
            </p>
          </div>
        )}
      </section>
      <FileEditor editor={editor} />
      {saved.value && <Versions editor={editor} />}
    </div>
  )
}

/** What a save will do, or why there is nothing to save. */
function saveHint({ isDirty, unread, saved }: Editor, hasErrors: boolean, isKeyMissing: boolean): string | undefined {
  const state = saved.value?.state
  if (!isDirty.value) return t(state === 'enabled' && !hasErrors ? 'review.enabled' : 'save.clean')
  if (unread.value !== undefined) return t('file.unread')
  return isKeyMissing || hasErrors || state === 'paused' ? undefined : t('review.enableHint')
}

function workspaceOf(editor: Editor): string {
  return editor.whole.value.workspace ?? 'default'
}

/** Whether the hub will stay disabled for want of a key once the draft is saved. */
function lacksKey(editor: Editor, { data }: StepProps['workspaces']): boolean {
  const hasKey = data?.workspaces.find(({ name }) => name === workspaceOf(editor))?.key.present
  return data !== undefined && !hasKey && editor.isDirty.value
}

/** What in the workspace will keep the draft from working once it is saved. For a file that is saved, that is among its issues. */
function WorkspaceNote({ editor, isKeyMissing }: { editor: Editor; isKeyMissing: boolean }) {
  const name = workspaceOf(editor)
  const isUnsaved = unsavedWorkspaces.value.includes(name)
  if (!isUnsaved && !isKeyMissing) return null
  return (
    <p class="note">
      {isKeyMissing && t('review.noKey', { name })} {isUnsaved && t('workspace.unsaved', { name })}{' '}
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
