// The browser asks before a page with unsaved changes is closed.
import type { ReadonlySignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

export function useLeaveWarning(isDirty: ReadonlySignal<boolean>): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (isDirty.value) event.preventDefault()
    }
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isDirty])
}
