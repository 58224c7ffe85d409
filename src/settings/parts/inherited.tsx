// What a hub has from the file that it extends: shown as it counts, and changed only in a copy of its own, which is asked for first.
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Inherited as InheritedKeys } from '../../core/admin.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { Confirm } from './confirm.tsx'
import { JsonView } from './json-view.tsx'

interface Props {
  editor: Editor
  /** The keys of the hub file that the children edit. */
  keys: (keyof InheritedKeys)[]
  /** Whether a change of them is wanted already: then the copy is asked about at once. */
  isWanted?: boolean
  /** The class of a container for all of it. */
  class?: string
  children: ComponentChildren
}

export function Inherited({ class: container, ...rest }: Props) {
  return container ? (
    <div class={container}>
      <Parts {...rest} />
    </div>
  ) : (
    <Parts {...rest} />
  )
}

function Parts({ editor, keys, isWanted = false, children }: Omit<Props, 'class'>) {
  const isAsking = useSignal(false)
  const note = useRef<HTMLDivElement>(null)
  const inherited = keys.filter(editor.inherits)
  useEffect(() => {
    if (isWanted) isAsking.value = true
  }, [isWanted])
  if (!inherited.length) return <>{children}</>
  const { hub, extends: other = '', ...whole } = editor.whole.value
  const base = other.replace(/\.json$/, '')
  return (
    <>
      <div class="inherited-from" ref={note}>
        <p>{t('inherited.from', { base })}</p>
        <button type="button" class="small" onClick={() => (isAsking.value = true)}>
          {t('inherited.own')}
        </button>
        <details>
          <summary>{t('map.inFile')}</summary>
          <JsonView value={Object.fromEntries(inherited.map((key) => [key, whole[key]]))} label={t('map.inFile')} />
        </details>
      </div>
      <fieldset class="inherited" disabled>
        {children}
      </fieldset>
      {isAsking.value && (
        <Confirm
          title={t('inherited.own')}
          text={t('inherited.askText', { hub, base })}
          action={t('inherited.action')}
          isHarmless
          onDone={(isConfirmed) => {
            isAsking.value = false
            if (!isConfirmed) return
            const first = firstFieldAt(note.current)
            editor.own(inherited)
            // A frame later the copy stands where the note was.
            requestAnimationFrame(() => first()?.focus())
          }}
        />
      )}
    </>
  )
}

/** The first field of what takes the note's place: whoever asked for a copy is going to change it. */
function firstFieldAt(place: HTMLElement | null): () => HTMLElement | null | undefined {
  const [before, around] = [place?.previousElementSibling, place?.parentElement]
  return () => (before ? before.nextElementSibling : around?.firstElementChild)?.querySelector<HTMLElement>('input, select, textarea')
}
