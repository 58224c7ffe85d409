// The head of a hub's page: its name and state, and what can be done with it as a whole.
import type { ComponentChildren } from 'preact'
import { attempt } from '../app-state.ts'
import { downloadHub } from '../download-hub.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { openInspector } from '../open-inspector.ts'
import { HubState } from '../parts/hub-state.tsx'
import { Icon } from '../parts/icon.tsx'

export function HubHead({ editor }: { editor: Editor }) {
  const { draft, saved, text } = editor
  return (
    <HubTitle hub={draft.value.hub} state={<HubState hub={saved.value} />}>
      <div class="actions">
        {saved.value && (
          <button type="button" onClick={() => void openInspector(editor)}>
            <Icon name="inspect" />
            {t('inspector.open')}
          </button>
        )}
        {text.value && (
          <button type="button" onClick={() => downloadHub(draft.value.hub, text.value)}>
            <Icon name="download" />
            {t('export')}
          </button>
        )}
        {saved.value && saved.value.state !== 'disabled' && <PauseButton editor={editor} />}
      </div>
    </HubTitle>
  )
}

interface TitleProps {
  hub: string
  state?: ComponentChildren
  children?: ComponentChildren
}

/** Stands alone where the hub cannot be loaded: its name, and the way back. */
export function HubTitle({ hub, state, children }: TitleProps) {
  return (
    <header class="page-head">
      <div>
        <p class="crumbs">
          <a href="#/hubs">{t('hubs.title')}</a>
        </p>
        <h1>
          {hub} {state}
        </h1>
      </div>
      {children}
    </header>
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
