// What the inspector's "Map this" asks for is done once, and the rule that took it is shown.
import { useEffect, useRef } from 'preact/hooks'
import type { Editor } from '../hub-editor.ts'
import { route } from '../route.ts'
import { mapThis } from './map-this.ts'
import type { Wish } from './use-wish.ts'

export function useMapThis(editor: Editor, { wanted }: Wish, show: (index: number) => void): void {
  const { query } = route.value
  // Inherited rules are changed only in a copy, which is asked for first.
  const isOthers = editor.inherits('rules')
  const done = useRef<URLSearchParams | undefined>(undefined)
  useEffect(() => {
    if (!wanted || isOthers || done.current === query) return
    done.current = query
    editor.edit((file) => show(mapThis(file, wanted)))
    history.replaceState(null, '', location.hash.split('?')[0])
  }, [query, editor, isOthers])
}
