// The browser's two storage areas, which may be denied, full or hold anything. Every key starts with the hub's own prefix.
import { slug } from './config.ts'
import { safe } from './safe.ts'

export const PREFIX = `komo-braze:${slug}:`

export type AreaName = 'localStorage' | 'sessionStorage'

/** The area's JSON value; `undefined` where there is none, it is no JSON, or storage is denied. */
export function read(area: AreaName, key: string): unknown {
  return safe(() => JSON.parse(window[area].getItem(PREFIX + key) ?? 'null') as unknown)() ?? undefined
}

/** Whether it is stored now. `undefined` removes the key. */
export function write(area: AreaName, key: string, value: unknown): boolean {
  return (
    safe(() => {
      if (value === undefined) window[area].removeItem(PREFIX + key)
      else window[area].setItem(PREFIX + key, JSON.stringify(value))
      return true
    })() ?? false
  )
}
