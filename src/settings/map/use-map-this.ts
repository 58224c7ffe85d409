// What the inspector's "Map this" asks for is done once, and the rule that took it is shown.
import { useEffect } from 'preact/hooks'
import type { Editor } from '../hub-editor.ts'
import { goInstead, hubLink, route } from '../route.ts'
import { mapThis } from './map-this.ts'
import type { Wish } from './use-wish.ts'

export function useMapThis(editor: Editor, { wanted }: Wish, show: (index: number) => void): void {
  const { query } = route.value
  // Inherited rules are changed only in a copy, which is asked for first.
  const isOthers = editor.inherits('rules')
  useEffect(() => {
    if (!wanted || isOthers) return
    editor.edit((file) => show(mapThis(file, wanted)))
    goInstead(hubLink(editor.draft.value.hub, 'map'))
  }, [query, editor, isOthers])
}
