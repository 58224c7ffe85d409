// One hub: its five steps, and what can be done with it as a whole.
import { api } from '../app-state.ts'
import { openEditor } from '../editors.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { useJudgement } from '../judgement.ts'
import { Loaded } from '../parts/state.tsx'
import { useResource } from '../resource.ts'
import { hubLink, route, type Step } from '../route.ts'
import { progress } from '../steps.ts'
import { useLook } from '../use-look.ts'
import { HubHead, HubTitle } from './hub-head.tsx'
import { SaveBar } from './save-bar.tsx'
import { StaleNote } from './stale-note.tsx'
import { StepBody } from './step-body.tsx'
import { StepsNav } from './steps-nav.tsx'

export function HubPage({ hub }: { hub: string }) {
  const opened = useResource(() => openEditor(hub), hub)
  return (
    <>
      {opened.error !== undefined && opened.data === undefined && <HubTitle hub={hub} />}
      <Loaded of={opened} lines={8}>
        {(editor) => <OpenHub editor={editor} />}
      </Loaded>
    </>
  )
}

function OpenHub({ editor }: { editor: Editor }) {
  const { draft, whole, saved, unread, isDirty, isUnshown, isStale, issues } = editor
  const workspaces = useResource(() => api.workspaces(), 'workspaces')
  const judgement = useJudgement(editor)
  useLook(editor)
  const { step } = route.value as { step: Step }
  const workspaceName = whole.value.workspace ?? 'default'
  const workspace = workspaces.data?.workspaces.find(({ name }) => name === workspaceName)
  const states = progress({ file: whole.value, issues: issues.value, workspace, isSaved: !isDirty.value })
  const isUnreadable = saved.value?.file === null && saved.value.text === undefined
  return (
    <>
      <HubHead editor={editor} />
      <StepsNav hub={draft.value.hub} step={step} states={states} />
      {isStale.value && <StaleNote editor={editor} />}
      {isUnreadable && (
        <div class="note bad" role="alert">
          <p>{t('hub.unreadable')}</p>
          {saved.value?.issues.map(({ message }) => (
            <p lang="en" key={message}>
              {message}
            </p>
          ))}
        </div>
      )}
      {(unread.value !== undefined || (isUnshown.value && !isUnreadable)) && step !== 'review' && (
        <p class="note bad">
          {t('file.unread')} <a href={hubLink(draft.value.hub, 'review')}>{t('file.title')}</a>
        </p>
      )}
      <StepBody key={step} step={step} editor={editor} workspaces={workspaces} judgement={judgement} />
      <SaveBar editor={editor} step={step} workspace={workspaceName} />
    </>
  )
}
