// The browser's two storage areas, which may be denied, full or hold anything. Every key starts with the hub's own prefix.
import { slug } from './config.ts'
import { safe } from './safe.ts'

export const PREFIX = `komo-braze:${slug}:`

export type Area = 'localStorage' | 'sessionStorage'

/** The JSON value; `undefined` where there is none, it is no JSON, or storage is denied. */
export const read = safe((key: string, area: Area = 'localStorage'): unknown => JSON.parse(window[area].getItem(PREFIX + key) ?? ''))

/** Whether it is stored now; else nothing is, for what stood there does not hold any more. */
export const write = (key: string, value: unknown, area: Area = 'localStorage'): boolean | void =>
  safe(() => {
    window[area].setItem(PREFIX + key, JSON.stringify(value))
    return true
  })() ?? erase(key, area)

export const erase = safe((key: string, area: Area = 'localStorage'): void => window[area].removeItem(PREFIX + key))
