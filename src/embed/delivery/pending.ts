// The envelopes that the proxy has not accepted yet: one storage key for each, so that tabs and hubs never overwrite one another; in memory where storage is denied or full.
import { ENVELOPE_MAX_BYTES, type Envelope } from '../../core/envelope.ts'
import type { TraceReason } from '../../core/trace.ts'
import { declared } from '../hub.ts'
import { safe } from '../safe.ts'
import { PREFIX, read, write } from '../storage.ts'
import { trace } from '../trace.ts'

const KEY = 'pending:'
const DAY = 86_400_000

const unstored = new Map<string, Envelope>()

let inspecting = false

/** An operator looks at what would be sent: nothing goes but what she lets go. */
export function inspect(): void {
  inspecting = true
}

/** Kept until the proxy has answered for it. */
export function keep(envelope: Envelope): void {
  if (inspecting) trace('held', { envelope, rule: envelope.rule, reason: 'inspecting' })
  else store(envelope)
}

export function store(envelope: Envelope): void {
  if (bytesOf(envelope) > ENVELOPE_MAX_BYTES) trace('dropped', { envelope, rule: envelope.rule, reason: 'too_large' })
  else if (!write('localStorage', KEY + envelope.id, envelope)) unstored.set(envelope.id, envelope)
}

/** Personal data goes as soon as it is not needed any more. */
export function discard(id: string): void {
  unstored.delete(id)
  write('localStorage', KEY + id, undefined)
}

export function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length
}

/** All that is pending, of every tab of this hub, oldest first. What is broken, too old or too much is dropped on the way. */
export function pending(): Envelope[] {
  const { max = 100, kilobytes = 256, days = 3 } = declared()?.hub.pending ?? {}
  let room = kilobytes * 1024
  const newestFirst = storedIds()
    .flatMap((id): Envelope[] => {
      const envelope = read('localStorage', KEY + id) as Partial<Envelope> | undefined
      // Anybody can write into the storage area, and an envelope of an older script may lack what this one expects.
      if (envelope?.id === id && envelope.rev && envelope.at) return [envelope as Envelope]
      drop({ id }, 'corrupt')
      return []
    })
    .concat([...unstored.values()])
    .sort((a, b) => (a.id < b.id ? 1 : -1))
  return newestFirst
    .filter((envelope, index) => {
      room -= bytesOf(envelope)
      const reason = Date.now() - Date.parse(envelope.at) > days * DAY ? 'expired' : index >= max || room < 0 ? 'full' : undefined
      if (reason) drop(envelope, reason)
      return !reason
    })
    .reverse()
}

function storedIds(): string[] {
  const keys = safe(() => Object.keys(localStorage))() ?? []
  return keys.filter((key) => key.startsWith(PREFIX + KEY)).map((key) => key.slice((PREFIX + KEY).length))
}

function drop(envelope: Envelope | { id: string }, reason: TraceReason): void {
  discard(envelope.id)
  trace('dropped', 'rule' in envelope ? { envelope, rule: envelope.rule, reason } : { reason, detail: envelope.id })
}
