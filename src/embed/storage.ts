// The browser's two storage areas, which may be denied, full or hold anything. Every key starts with the hub's own prefix.
import { slug } from './config.ts'
import { safe } from './safe.ts'

export const PREFIX = `komo-braze:${slug}:`

export type Area = 'localStorage' | 'sessionStorage'

/** The JSON value; `undefined` where there is none, it is no JSON, or storage is denied. */
export const read = safe((area: Area, key: string): unknown => JSON.parse(window[area].getItem(PREFIX + key) ?? ''))

/** Whether it is stored now. */
export const write = safe((area: Area, key: string, value: unknown): boolean => {
  window[area].setItem(PREFIX + key, JSON.stringify(value))
  return true
})

export const erase = safe((area: Area, key: string): void => window[area].removeItem(PREFIX + key))
