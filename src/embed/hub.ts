// The hub's declaration: fetched from the proxy, kept for when the proxy does not answer. Captures that come before any copy is known wait in memory.
import type { HubAnswer } from '../core/public-hub.ts'
import { call } from './delivery/call.ts'
import { safe } from './safe.ts'
import { read, write } from './storage.ts'

let known: HubAnswer | undefined
let fresh = false
let loading: Promise<boolean> | undefined
const queue: (() => void)[] = []

/** The declaration in force: the proxy's newest answer, or the last good copy of an earlier page. */
export function declared(): HubAnswer | undefined {
  return (known ??= accept(read('localStorage', 'hub')))
}

/** Runs the work now, or as soon as a declaration is known. */
export function withHub(work: () => void): void {
  if (declared()) work()
  else queue.push(work)
}

/** Asks the proxy until it has answered once. Whether a declaration is known then. */
export function loadHub(): Promise<boolean> {
  return (loading ??= load().finally(() => (loading = undefined)))
}

async function load(): Promise<boolean> {
  const answer = fresh ? undefined : accept((await call('')).body)
  if (answer) {
    fresh = true
    known = answer
    write('localStorage', 'hub', answer)
  }
  if (!declared()) return false
  for (const work of queue.splice(0)) safe(work)()
  return true
}

/** A proxy may answer nonsense and a storage entry may be anybody's: then there is none. */
function accept(answer: unknown): HubAnswer | undefined {
  const { rev, hub } = (answer ?? {}) as Partial<HubAnswer>
  return rev && Array.isArray(hub?.rules) ? { rev, hub } : undefined
}
