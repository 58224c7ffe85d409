// Follows the data layers that Komo pushes its events into: what is there already, then what comes. Tag managers trim, wrap and replace them, so both `push` and the array itself are watched.
import type { JsonObject } from '../../core/json.ts'
import { safe } from '../safe.ts'
import { plain } from './plain.ts'

type Layer = unknown[]
type Hear = (name: string, payload: JsonObject) => void

const followed = new WeakSet<Layer>()
/** What stood in an entry when it was last heard: the page may push one object several times with other content. */
const heard = new WeakMap<object, string>()
/** How often each event came, in all and by layer: the second layer's copy of an event is not another one. */
const counts = new Map<string, Record<string, number>>()

/** Called again and again: a layer may come late or be replaced. */
export function follow(view: Window, hear: Hear): void {
  for (const name of ['dataLayer', 'adobeDataLayer']) {
    const layer = (view as unknown as Record<string, Layer | undefined>)[name]
    if (!Array.isArray(layer)) continue
    const listen = (entry: unknown) => heed(name, entry, hear)
    if (!followed.has(layer)) safe(wrapPush)(followed.add(layer) && layer, listen)
    for (const entry of [...layer]) if (!heard.has(entry as object)) listen(entry)
  }
}

/** The original goes first, gets exactly what came, and its result is the page's. */
function wrapPush(layer: Layer, listen: (entry: unknown) => void): void {
  const { push } = layer
  layer.push = function (...entries) {
    const result = push.apply(this, entries)
    entries.forEach(listen)
    return result
  }
}

const heed = safe((layer: string, entry: unknown, hear: Hear): void => {
  const { event, eventData, eventInfo, extensionData, trackedData, ...flat } = entry as Record<string, unknown>
  if (typeof event !== 'string') return
  // Through JSON, for the copy must not be shared either.
  const content = JSON.stringify([
    event,
    { ...(plain({ extensionData, trackedData }) as JsonObject), ...(plain(eventInfo ?? eventData ?? flat) as JsonObject) },
  ])
  if (heard.get(entry as object) === content) return
  heard.set(entry as object, content)
  const times = counts.get(content) ?? { all: 0 }
  counts.set(content, times)
  const count = (times[layer] = (times[layer] ?? 0) + 1)
  if (count <= (times['all'] ?? 0)) return
  times['all'] = count
  hear(...(JSON.parse(content) as [string, JsonObject]))
})
