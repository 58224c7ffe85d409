// Tells the demo page beside the hub whether the script was loaded, what it does (its trace) and which fields a submitted form had (names only).
import type { TraceEntry } from '../../src/core/trace.ts'

/** What crosses to the demo page. */
export type HubMessage =
  | { komoBrazeDemo: 'trace'; entry: TraceEntry }
  | { komoBrazeDemo: 'script'; isMissing: boolean }
  | { komoBrazeDemo: 'form'; card: string; fields: { id: string; label: string }[] }

declare global {
  interface Window {
    /** A queue of calls until the script is there. */
    komoBraze?: { push(call: [method: 'on', stage: '*', listener: (entry: TraceEntry) => void]): unknown }
  }
}

export function tell(message: HubMessage): void {
  const demo = document.documentElement.dataset['demo']
  if (demo && window.parent !== window) window.parent.postMessage(message, demo)
}

/** What the demo page says to the hub. */
export const TRY_NOW = 'komoBrazeDemo: try now'

/** The proxy is back. The script would find out after its backoff, but somebody who watches should not have to wait for that. */
export function obeyDemo(): void {
  addEventListener('message', ({ origin, data }) => {
    if (origin === document.documentElement.dataset['demo'] && data === TRY_NOW) dispatchEvent(new Event('online'))
  })
}

/** Before the script is there: its queue takes the call. */
export function forwardTrace(): void {
  window.komoBraze ??= []
  window.komoBraze.push(['on', '*', (entry) => tell({ komoBrazeDemo: 'trace', entry })])
}

/** Nobody listens on the element that a tag manager adds, so its `load` or `error` is seen on the way there, in the capture phase. */
export function watchScript(id: string): void {
  for (const type of ['load', 'error'] as const) {
    const see = ({ target }: Event): void => {
      if (target instanceof HTMLScriptElement && target.id === id) tell({ komoBrazeDemo: 'script', isMissing: type === 'error' })
    }
    document.addEventListener(type, see, { capture: true })
  }
}
