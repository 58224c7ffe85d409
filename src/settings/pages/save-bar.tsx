// The bar at the foot of a hub's page: what is unsaved, and the ways on and back.
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { session } from '../app-state.ts'
import { giveUp } from '../editors.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Icon } from '../parts/icon.tsx'
import { tellHeight } from '../parts/tell-height.ts'
import { go, hubLink, STEPS, type Step } from '../route.ts'
import { save } from '../save-hub.ts'
import { unsavedWorkspaces } from '../workspace-drafts.ts'

export function SaveBar({ editor, step, workspace }: { editor: Editor; step: Step; workspace: string }) {
  const { draft, isDirty, saved } = editor
  const next = STEPS[STEPS.indexOf(step) + 1]
  const bar = useRef<HTMLElement>(null)
  useLayoutEffect(() => tellHeight(bar.current, '--save-bar'), [])
  return (
    <footer class="save-bar" ref={bar}>
      <p role="status">
        {isDirty.value
          ? t('save.dirty')
          : unsavedWorkspaces.value.includes(workspace)
            ? t('workspace.unsaved', { name: workspace })
            : t('save.clean')}
      </p>
      <div class="actions">
        {isDirty.value && <DiscardButton editor={editor} />}
        {isDirty.value && session.value?.writable !== false && step !== 'review' && (
          <button type="button" onClick={() => void save(editor)}>
            {t(saved.value ? 'save.action' : 'review.enable')}
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
  )
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
