// The hub's declaration: fetched from the proxy, kept for when the proxy does not answer. Captures that come before any copy is known wait in memory.
import type { HubAnswer, PublicHub } from '../core/public-hub.ts'
import { call, type Answer } from './delivery/call.ts'
import { safe } from './safe.ts'
import { read, write } from './storage.ts'

let known: HubAnswer | undefined
let fresh: HubAnswer | undefined
const queue: (() => void)[] = []

/** The declaration in force: the proxy's newest answer, or the last good copy of an earlier page. */
export function declared(): HubAnswer | undefined {
  return fresh ?? (known ??= accept(read('hub')))
}

/** The declaration's public part; throws before any is known. */
export function hub(): PublicHub {
  return (declared() as HubAnswer).hub
}

/** Runs the work now, or as soon as a declaration is known. Returns whether it ran now. */
export function withHub(work: () => void): boolean {
  if (!declared()) return !queue.push(work)
  work()
  return true
}

/** Consent was withdrawn: what waits for a declaration is not done any more. */
export function dropWork(): void {
  queue.length = 0
}

/** Asks the proxy, unless it has given this page its declaration. Returns its answer only where no declaration is known even then. */
export async function loadHub(): Promise<Answer | undefined> {
  if (!fresh) {
    const answer = await call('')
    fresh = accept(answer.body)
    // A storage too full for the new one keeps the old.
    if (fresh && !write('hub', fresh)) write('hub', known)
    if (!declared()) return { ...answer, status: 0 }
  }
  for (const work of queue.splice(0)) safe(work)()
  return undefined
}

/** `undefined` for what is no declaration: a proxy may answer nonsense, and anybody can write into the storage. */
const accept = safe((answer: unknown): HubAnswer | undefined => {
  const { rev, hub } = answer as HubAnswer
  return rev && hub.rules.every(({ where }) => where.every) ? (answer as HubAnswer) : undefined
})
