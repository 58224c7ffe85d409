// Says that somebody else changed the hub's file meanwhile, and what can be done about it. Scrolled into view, since Save is at the foot of every step.
import { useLayoutEffect, useRef } from 'preact/hooks'
import { attempt } from '../app-state.ts'
import { downloadHub } from '../download-hub.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'

export function StaleNote({ editor }: { editor: Editor }) {
  const note = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => note.current?.scrollIntoView({ block: 'center' }), [])
  return (
    <div class="note bad" role="alert" ref={note}>
      <p>{t('stale.text')}</p>
      <div class="actions">
        <button type="button" onClick={() => downloadHub(editor.draft.value.hub, editor.text.value)}>
          {t('stale.keep')}
        </button>
        <button type="button" onClick={() => void attempt(() => editor.reload().then(() => undefined))}>
          {t('stale.reload')}
        </button>
      </div>
    </div>
  )
}
