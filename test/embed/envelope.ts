// Envelopes for the tests of what sends them.
import type { Envelope } from '../../src/core/envelope.ts'

const HOUR = 3_600_000
const bytesOf = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)).length

/** With so many bytes of JSON, if any number is asked for. */
export function envelope(id: string, { hours = 0, bytes = 0, text = 'x' } = {}): Envelope {
  const at = new Date(Date.now() - hours * HOUR).toISOString()
  const made: Envelope = { v: 1, id, at, rev: 'rev', rule: 'form', identity: [], attributes: { text: '' } }
  const room = bytes && bytes - bytesOf(made)
  return { ...made, attributes: { text: text.repeat(room / bytesOf(text)) } }
}
