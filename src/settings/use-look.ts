// Asks the proxy regularly how an open hub is.
import { useEffect } from 'preact/hooks'
import type { Editor } from './hub-editor.ts'
import { isTyping } from './parts/text-input.tsx'

/** Milliseconds between looks at what the proxy says of the hub. */
const LOOK_EVERY = 10_000

export function useLook(editor: Editor): void {
  useEffect(() => {
    const timer = setInterval(() => {
      // The notices say that the proxy does not answer.
      if (document.visibilityState === 'visible') editor.look(isTyping).catch(() => {})
    }, LOOK_EVERY)
    return () => clearInterval(timer)
  }, [editor])
}
