// Puts the API on the window, once for each hub. Where a page has several hubs, each has its own API under `komoBraze.hubs`; a call of `komoBraze` itself goes to all.
import type { api as hubApi } from './api.ts'
import { slug } from './config.ts'
import { safe } from './safe.ts'

type Api = typeof hubApi
type Call = [name: string, ...args: unknown[]]
type Published = Record<string, unknown> & { hubs: Record<string, Api>; early?: Call[] }

/** False where this hub's script runs in this page already. */
export function publish(api: Api): boolean {
  const global = window as unknown as { komoBraze?: Published | Call[] }
  const earlier = global.komoBraze
  // If not published by a script before, it may be a queue of calls, or an element with that id.
  const published = ((earlier as Published | undefined)?.hubs ? earlier : { hubs: {}, early: [earlier].flat() }) as Published
  const { hubs, early } = published
  if (hubs[slug]) return false
  hubs[slug] = api
  const tell = safe((hub: Api, [name, ...args]: Call) => (hub[name as 'flush'] as (...args: unknown[]) => unknown)(...args))
  const run = (call: Call) =>
    Object.values(hubs)
      .map((hub) => tell(hub, call))
      .pop()
  for (const name of Object.keys(api)) published[name] = (...args: unknown[]) => run([name, ...args])
  published['version'] = api.version
  published['push'] = (...calls: Call[]) => calls.forEach(run)
  global.komoBraze = published
  // What was queued before the first script goes to every hub. That script may be of a version that kept no queue.
  early?.forEach((call) => tell(api, call))
  return true
}
