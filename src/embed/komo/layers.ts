// Follows the data layers that Komo pushes its events into: what is there already, then what comes. Tag managers trim, wrap and replace them, so both `push` and the array itself are watched.
import { safe } from '../safe.ts'
import { plain } from './plain.ts'
import type { JsonObject } from '../../core/json.ts'

export const LAYERS = ['dataLayer', 'adobeDataLayer'] as const
type LayerName = (typeof LAYERS)[number]
type Layer = unknown[]

export interface KomoEntry {
  name: string
  payload: JsonObject
}

type Hear = (entry: KomoEntry) => void

const followed = new WeakSet<Layer>()
/** What stood in an entry when it was last heard: the page may push one object several times with other content. */
const heard = new WeakMap<object, string>()
/** How often each event came through each layer: the second layer's copy of an event is not another one. */
const counts: Record<LayerName, Map<string, number>> = { dataLayer: new Map(), adobeDataLayer: new Map() }

/** Called again and again: a layer may come late or be replaced. */
export function follow(view: Window, hear: Hear): void {
  for (const name of LAYERS) {
    const layer = (view as unknown as Record<string, unknown>)[name] as Layer | undefined
    if (typeof layer?.push !== 'function') continue
    if (!followed.has(layer)) {
      followed.add(layer)
      safe(wrapPush)(layer, (entry) => listen(name, entry, hear))
    }
    for (const entry of [...layer]) if (!heard.has(entry as object)) listen(name, entry, hear)
  }
}

/** The original goes first, gets exactly what came, and its result is the page's. */
function wrapPush(layer: Layer, listenTo: (entry: unknown) => void): void {
  const push = layer.push
  layer.push = function (...entries) {
    const result = push.apply(this, entries)
    entries.forEach(listenTo)
    return result
  }
}

const listen = safe((layer: LayerName, entry: unknown, hear: Hear): void => {
  const { event, eventData, eventInfo, extensionData, trackedData, ...flat } = entry as Record<string, unknown>
  if (typeof event !== 'string') return
  const inside = plain(eventInfo ?? eventData ?? flat) as JsonObject
  const payload = { ...(plain({ extensionData, trackedData }) as JsonObject), ...inside }
  const content = event + JSON.stringify(payload)
  if (heard.get(entry as object) === content) return
  heard.set(entry as object, content)
  const times = (counts[layer].get(content) ?? 0) + 1
  counts[layer].set(content, times)
  if (LAYERS.every((other) => other === layer || (counts[other].get(content) ?? 0) < times)) hear({ name: event, payload })
})
