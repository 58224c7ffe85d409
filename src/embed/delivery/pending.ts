// The envelopes that the proxy has not accepted yet: each under a storage key of its own, so that tabs and hubs never overwrite one another; in memory where storage is denied or full.
import { ENVELOPE_MAX_BYTES, type Envelope } from '../../core/envelope.ts'
import type { PublicHub } from '../../core/public-hub.ts'
import type { Stage } from '../../core/trace.ts'
import { declared } from '../hub.ts'
import { safe } from '../safe.ts'
import { erase, PREFIX, read, write } from '../storage.ts'
import { trace, type Traced } from '../trace.ts'

const KEY = 'pending:'
const DAY = 86_400_000

const unstored = new Map<string, Envelope>()

/** Kept until the proxy has answered for it. */
export function keep(envelope: Envelope): void {
  if (bytesOf(envelope) > ENVELOPE_MAX_BYTES) trace('dropped', { envelope, reason: 'too_large' })
  else if (!write(KEY + envelope.id, envelope)) unstored.set(envelope.id, envelope)
}

/** Erases the envelope: personal data goes as soon as it is not needed any more. */
export function discard(id: string): void {
  unstored.delete(id)
  erase(KEY + id)
}

export function end(envelope: Envelope, stage: Stage, told?: Traced): void {
  discard(envelope.id)
  trace(stage, { envelope, ...told })
}

/** Bytes of the value's JSON in UTF-8. */
export function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length
}

/** All that is pending for this hub, of every tab, oldest first. What is broken, too old or too much is dropped on the way. */
export function pending(): Envelope[] {
  // As long as no declaration is known nothing is too old or too much: no number is more than undefined.
  const { max, kilobytes, days } = (declared()?.hub.pending ?? {}) as PublicHub['pending']
  let room = kilobytes * 1024
  const all = [...unstored.values()]
  for (const key of safe(() => Object.keys(localStorage))() ?? []) {
    const [, id] = key.split(PREFIX + KEY)
    if (id) all.push({ ...(read(KEY + id) as Envelope), id })
  }
  const newestFirst = all.sort((a, b) => (a.id < b.id ? 1 : -1))
  return newestFirst
    .filter((envelope, index) => {
      room -= bytesOf(envelope)
      // Anybody can write into the storage area, and an envelope of an older script may lack what this one expects.
      const reason = !Date.parse(envelope.at)
        ? 'corrupt'
        : Date.now() - Date.parse(envelope.at) > days * DAY
          ? 'expired'
          : index >= max || room < 0
            ? 'full'
            : undefined
      if (reason) end(envelope, 'dropped', { reason })
      return !reason
    })
    .reverse()
}
