// The requests that the stand-in received, with times and answers, and who listens to them.
import type { Json } from '../../src/core/json.ts'
import type { Profile } from './profile.ts'

export interface JournalEntry {
  /** 1, 2, 3 … in order of arrival. */
  n: number
  /** Arrival and answer, milliseconds since the epoch, with fractions. */
  at: number
  doneAt: number
  method: string
  path: string
  /** 0: no answer was given. */
  status: number
  /** The kind of fault that was played. */
  fault?: string
  key: 'good' | 'bad' | 'none'
  userAgent: string
  bytes: number
  objects: number
  /** How many objects were taken. */
  taken: number
  body?: Json
  answer?: Json
}

export type Happening = { type: 'request'; entry: JournalEntry } | { type: 'profiles'; profiles: Profile[] } | { type: 'reset' }

export interface Journal {
  add(entry: JournalEntry): void
  tell(happening: Happening): void
  since(n: number): JournalEntry[]
  /** Gives the function that ends it. */
  listen(listener: (happening: Happening) => void): () => void
  clear(): void
}

export function createJournal(max: () => number): Journal {
  let entries: JournalEntry[] = []
  const listeners = new Set<(happening: Happening) => void>()
  const tell = (happening: Happening): void => listeners.forEach((listener) => listener(happening))
  return {
    add(entry) {
      entries.push(entry)
      if (entries.length > max() * 2) entries = entries.slice(-max())
      tell({ type: 'request', entry })
    },
    tell,
    since: (n) => entries.filter((entry) => entry.n > n).slice(-max()),
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    clear: () => void (entries = []),
  }
}
