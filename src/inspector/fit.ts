// Keeps a report within what the proxy takes: one that is too large would be refused as a whole, again and again.
import type { Seen } from '../core/inspector.ts'

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length

/** Without the oldest of the larger half, until the rest fits: the proxy has most of those from earlier reports. */
export function fit(seen: Seen, max: number): Seen {
  const [forms, events] = [[...seen.forms], [...seen.events]]
  while (bytesOf({ forms, events }) > max) (bytesOf(forms) > bytesOf(events) ? forms : events).shift()
  return { forms, events }
}
