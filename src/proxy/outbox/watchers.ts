// Who wants to hear of rows that came or were erased.
import type { RowChange } from './store.ts'

type Listener = (workspace: string, change: RowChange) => void

export interface Watchers {
  add(listener: Listener): () => void
  tell(workspace: string, change?: RowChange): void
}

export function createWatchers(): Watchers {
  const listeners = new Set<Listener>()
  return {
    add(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell(workspace, change = 'stored') {
      for (const listener of listeners) listener(workspace, change)
    },
  }
}
