// The hub's declaration: fetched from the proxy, kept for when the proxy does not answer. Captures that come before any copy is known wait in memory.
import type { HubAnswer, PublicHub } from '../core/public-hub.ts'
import { call } from './delivery/call.ts'
import { safe } from './safe.ts'
import { read, write } from './storage.ts'

let known: HubAnswer | undefined
let fresh: HubAnswer | undefined
const queue: (() => void)[] = []

/** The declaration in force: the proxy's newest answer, or the last good copy of an earlier page. */
export function declared(): HubAnswer | undefined {
  return fresh ?? (known ??= accept(read('localStorage', 'hub')))
}

/** Its public part; throws before any is known. */
export function hub(): PublicHub {
  return (declared() as HubAnswer).hub
}

/** Runs the work now, or as soon as a declaration is known; whether it ran. */
export function withHub(work: () => void): boolean {
  if (!declared()) return !queue.push(work)
  work()
  return true
}

/** Asks the proxy until it has answered once. Whether a declaration is known then. */
export async function loadHub(): Promise<boolean> {
  if (!fresh) {
    fresh = accept((await call('')).body)
    if (fresh) write('localStorage', 'hub', fresh)
  }
  if (!declared()) return false
  for (const work of queue.splice(0)) safe(work)()
  return true
}

/** A proxy may answer nonsense and a storage entry may be anybody's: then there is none. */
function accept(answer: unknown): HubAnswer | undefined {
  const given = answer as HubAnswer | undefined
  const rules = given?.hub?.rules
  return given?.rev && Array.isArray(rules) && rules.every((rule) => Array.isArray(rule?.on)) ? given : undefined
}
