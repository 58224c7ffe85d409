// Puts the API on the window: one hub's script acts once a page, and calls reach every hub that the page carries.
import type { api as hubApi } from './api.ts'
import { slug } from './config.ts'
import { safe } from './safe.ts'

type Api = typeof hubApi
type Call = [name: keyof Api, ...args: unknown[]]
type Published = Record<string, unknown> & { hubs?: Record<string, Api>; push(...calls: Call[]): void }

/** False where this hub's script runs in this page already. */
export function publish(api: Api): boolean {
  const global = window as unknown as { komoBraze?: Published | Call[] }
  const earlier = global.komoBraze
  // What else may stand there: an element with that id.
  const published = (earlier && 'hubs' in earlier ? earlier : { hubs: {} }) as Published
  const hubs = published.hubs ?? {}
  if (slug in hubs) return false
  hubs[slug] = api
  for (const [name, member] of Object.entries(api)) {
    const call = (...args: unknown[]) =>
      Object.values(hubs)
        .map((hub) => safe(hub[name as keyof Api] as (...args: unknown[]) => unknown)(...args))
        .pop()
    published[name] = typeof member === 'function' ? call : member
  }
  published.push = (...calls) => {
    for (const [name, ...args] of calls) safe(published[name] as (...args: unknown[]) => void)(...args)
  }
  global.komoBraze = published
  if (Array.isArray(earlier)) published.push(...earlier)
  return true
}
