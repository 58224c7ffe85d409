// Follows the data layers that Komo pushes its events into: what is there already, then what comes. Tag managers trim, wrap and replace them, so both `push` and the array itself are watched.
import type { JsonObject } from '../../core/json.ts'
import { safe } from '../safe.ts'
import { plain } from './plain.ts'

type Layer = unknown[]
type Hear = (name: string, payload: JsonObject) => void

const followed = new WeakSet<Layer>()
/** Each entry's content when it was last heard: the page may change one object and push it again. */
const heard = new WeakMap<object, string>()
/** Events whose copy in the other layer may still come. */
const REMEMBERED = 500
/** How many more times each event came in the first layer than in the second: a copy in the other layer is not another event. */
const leads = new Map<string, number>()

/** Called again and again: a layer may come late or be replaced. */
export function follow(view: Window, hear: Hear): void {
  const { dataLayer, adobeDataLayer } = view as unknown as Record<string, Layer | undefined>
  for (const layer of [dataLayer, adobeDataLayer]) {
    if (!Array.isArray(layer)) continue
    const listen = (entry: unknown) => heed(layer === dataLayer ? 1 : -1, entry, hear)
    if (!followed.has(layer)) safe(wrapPush)(followed.add(layer) && layer, listen)
    for (const entry of [...layer]) if (!heard.has(entry as object)) listen(entry)
  }
}

/** The original `push` runs first, with exactly what was passed, and the page gets its result. */
function wrapPush(layer: Layer, listen: (entry: unknown) => void): void {
  const { push } = layer
  layer.push = function (...entries) {
    const result = push.apply(this, entries)
    entries.forEach(listen)
    return result
  }
}

const heed = safe((sign: number, entry: unknown, hear: Hear): void => {
  const { event, eventData, eventInfo = eventData, extensionData, trackedData } = entry as Record<string, unknown>
  // Events of the site's own have no payload of Komo's.
  if (Object(eventInfo) !== eventInfo || typeof event !== 'string') return
  // As JSON, so that what hears it gets a copy of its own.
  const content = JSON.stringify([event, { ...(plain({ extensionData, trackedData }) as JsonObject), ...(plain(eventInfo) as JsonObject) }])
  if (heard.get(entry as object) === content) return
  heard.set(entry as object, content)
  const lead = (leads.get(content) ?? 0) * sign
  leads.set(content, (lead + 1) * sign)
  if (leads.size > REMEMBERED) leads.delete([...leads.keys()][0] as string)
  if (lead >= 0) hear(...(JSON.parse(content) as [string, JsonObject]))
})
