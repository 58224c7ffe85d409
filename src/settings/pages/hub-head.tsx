// The head of a hub's page: its name and state, and what can be done with it as a whole.
import { attempt } from '../app-state.ts'
import { downloadHub } from '../download-hub.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { openInspector } from '../open-inspector.ts'
import { written } from '../outline.ts'
import { HubState } from '../parts/hub-state.tsx'
import { Icon } from '../parts/icon.tsx'

export function HubHead({ editor }: { editor: Editor }) {
  const { draft, saved } = editor
  return (
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
