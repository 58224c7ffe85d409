// Who wants to hear of new rows.

export interface Watchers {
  add(listener: (workspace: string) => void): () => void
  tell(workspace: string): void
}

export function watchers(): Watchers {
  const listeners = new Set<(workspace: string) => void>()
  return {
    add(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell(workspace) {
      for (const listener of listeners) listener(workspace)
    },
  }
}
