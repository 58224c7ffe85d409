// What the proxy says of an open hub is asked for again and again.
import { useEffect } from 'preact/hooks'
import type { Editor } from './hub-editor.ts'

/** Milliseconds between looks at what the proxy says of the hub. */
const LOOK_EVERY = 10_000

export function useLook(editor: Editor): void {
  useEffect(() => {
    const timer = setInterval(() => {
      // A proxy that does not answer is said in the notices.
      if (document.visibilityState === 'visible') editor.look().catch(() => {})
    }, LOOK_EVERY)
    return () => clearInterval(timer)
  }, [editor])
}
