// Tells the demo page beside the hub what the script does (its trace) and which fields a submitted form had (names only).
import { STAGES, type TraceEntry } from '../../src/core/trace.ts'

/** What crosses to the demo page. */
export type HubMessage =
  | { komoBrazeDemo: 'trace'; entry: TraceEntry }
  | { komoBrazeDemo: 'form'; card: string; fields: { id: string; label: string }[] }
  | { komoBrazeDemo: 'ready' }

interface PageApi {
  on(stage: string, listener: (entry: TraceEntry) => void): void
}

export function tell(message: HubMessage): void {
  const demo = document.documentElement.dataset['demo']
  if (demo && window.parent !== window) window.parent.postMessage(message, demo)
}

/** Call once the script has loaded. */
export function forwardTrace(): void {
  const api = (window as { komoBraze?: PageApi }).komoBraze
  for (const stage of STAGES) api?.on(stage, (entry) => tell({ komoBrazeDemo: 'trace', entry }))
  tell({ komoBrazeDemo: 'ready' })
}
