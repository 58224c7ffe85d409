// One hub: its five steps, and what can be done with it as a whole.
import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { api, attempt, isOffline, session } from '../app-state.ts'
import { downloadHub } from '../download-hub.ts'
import { giveUp, openEditor } from '../editors.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { Confirm } from '../parts/confirm.tsx'
import { HubState } from '../parts/hub-state.tsx'
import { Icon } from '../parts/icon.tsx'
import { Loaded } from '../parts/state.tsx'
import { useJudgement } from '../judgement.ts'
import { useResource } from '../resource.ts'
import { go, hubLink, route, STEPS, type Step } from '../route.ts'
import { progress } from '../steps.ts'
import { save } from '../save-hub.ts'
import { StepHub } from './step-hub.tsx'
import type { StepProps } from './step-props.ts'
import { StepMap } from './step-map.tsx'
import { StepPeople } from './step-people.tsx'
import { StepReview } from './step-review.tsx'
import { StepWorkspace } from './step-workspace.tsx'
import { openInspector } from '../open-inspector.ts'
import { unsavedWorkspaces } from '../workspace-drafts.ts'
import { written } from '../outline.ts'

const BODIES: Record<Step, (props: StepProps) => preact.JSX.Element> = {
  hub: StepHub,
  people: StepPeople,
  map: StepMap,
  workspace: StepWorkspace,
  review: StepReview,
}

export function HubPage({ hub }: { hub: string }) {
  const opened = useResource(() => openEditor(hub), hub)
  return (
    <Loaded of={opened} lines={8}>
      {(editor) => <OpenHub editor={editor} />}
    </Loaded>
  )
}

function OpenHub({ editor }: { editor: Editor }) {
  const { draft, whole, saved, unread, isDirty, isStale, issues } = editor
  const workspaces = useResource(() => api.workspaces(), 'workspaces')
  const judgement = useJudgement(editor)
  useLook(editor)
  const { step } = route.value as { step: Step }
  const workspaceName = whole.value.workspace ?? 'default'
  const workspace = workspaces.data?.workspaces.find(({ name }) => name === workspaceName)
  const states = progress({ file: whole.value, issues: issues.value, workspace, isSaved: !isDirty.value })
  const Body = useMemo(() => BODIES[step], [step])
  const next = STEPS[STEPS.indexOf(step) + 1]
  const steps = useRef<HTMLOListElement>(null)
  useLayoutEffect(() => {
    // On a phone the steps are wider than the page.
    const current = steps.current?.querySelector<HTMLElement>('[aria-current]')
    if (steps.current && current) steps.current.scrollLeft = current.offsetLeft - (steps.current.clientWidth - current.offsetWidth) / 2
  }, [step])
  return (
    <>
      <header class="page-head">
        <div>
          <p class="crumbs">
            <a href="#/hubs">{t('hubs.title')}</a>
          </p>
          <h1>
            {draft.value.hub} <HubState hub={saved.value} />
          </h1>
        </div>
        <div class="actions">
          {saved.value && (
            <button type="button" onClick={() => void openInspector(editor)}>
              <Icon name="inspect" />
              {t('inspector.open')}
            </button>
          )}
          <button type="button" onClick={() => downloadHub(written(draft.value))}>
            <Icon name="download" />
            {t('export')}
          </button>
          {saved.value && saved.value.state !== 'disabled' && <PauseButton editor={editor} />}
        </div>
      </header>
      <nav class="steps" aria-label={t('steps.label')}>
        <ol ref={steps}>
          {STEPS.map((one, index) => (
            <li key={one} class={states[one]}>
              <a href={hubLink(draft.value.hub, one)} aria-current={one === step ? 'step' : undefined}>
                <span class="step-mark" aria-hidden="true">
                  {states[one] === 'done' ? <Icon name="check" /> : states[one] === 'error' ? '!' : index + 1}
                </span>
                <span>{t(`step.${one}`)}</span>
                <span class="unseen">{t(`stepState.${states[one]}`)}</span>
              </a>
            </li>
          ))}
        </ol>
      </nav>
      {isStale.value && (
        <div class="note bad" role="alert">
          <p>{t('stale.text')}</p>
          <div class="actions">
            <button type="button" onClick={() => downloadHub(written(draft.value))}>
              {t('stale.keep')}
            </button>
            <button type="button" onClick={() => void attempt(() => editor.reload().then(() => undefined))}>
              {t('stale.reload')}
            </button>
          </div>
        </div>
      )}
      {unread.value !== undefined && step !== 'review' && (
        <p class="note bad">
          {t('file.unread')} <a href={hubLink(draft.value.hub, 'review')}>{t('file.title')}</a>
        </p>
      )}
      <Body editor={editor} workspaces={workspaces} judgement={judgement} />
      <footer class="save-bar">
        <p role="status">
          {isOffline.value
            ? t('error.offline')
            : isDirty.value
              ? t('save.dirty')
              : unsavedWorkspaces.value.includes(workspaceName)
                ? t('workspace.unsaved', { name: workspaceName })
                : t('save.clean')}
        </p>
        <div class="actions">
          {isDirty.value && <DiscardButton editor={editor} />}
          {isDirty.value && session.value?.writable !== false && step !== 'review' && (
            <button type="button" onClick={() => void save(editor)}>
              {t('save.action')}
            </button>
          )}
          {next && (
            <a class="button primary" href={hubLink(draft.value.hub, next)}>
              {t('next', { step: t(`step.${next}`) })}
              <Icon name="right" />
            </a>
          )}
        </div>
      </footer>
    </>
  )
}

/** Milliseconds between looks at what the proxy says of the hub. */
const LOOK_EVERY = 10_000

function useLook(editor: Editor): void {
  useEffect(() => {
    const timer = setInterval(() => {
      // A proxy that does not answer is said in the notices.
      if (document.visibilityState === 'visible') editor.look().catch(() => {})
    }, LOOK_EVERY)
    return () => clearInterval(timer)
  }, [editor])
}

function DiscardButton({ editor }: { editor: Editor }) {
  const isAsking = useSignal(false)
  const { draft, saved } = editor
  return (
    <>
      <button type="button" class="quiet" onClick={() => (isAsking.value = true)}>
        {t('save.discard')}
      </button>
      {isAsking.value && (
        <Confirm
          title={t('discard.title')}
          text={t(saved.value ? 'discard.text' : 'discard.textNew', { hub: draft.value.hub })}
          action={t('save.discard')}
          onDone={(isConfirmed) => {
            isAsking.value = false
            if (!isConfirmed) return
            giveUp(editor)
            if (!saved.value) go('#/hubs')
          }}
        />
      )}
    </>
  )
}

function PauseButton({ editor }: { editor: Editor }) {
  const isPaused = editor.saved.value?.state === 'paused'
  const toggle = (): Promise<boolean> =>
    attempt(async () => {
      await editor.setPaused(!isPaused)
      return t(isPaused ? 'pause.resumed' : 'pause.paused')
    })
  return (
    <button type="button" onClick={() => void toggle()}>
      <Icon name={isPaused ? 'play' : 'pause'} />
      {t(isPaused ? 'pause.resume' : 'pause.pause')}
    </button>
  )
}
