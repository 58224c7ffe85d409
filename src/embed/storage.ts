// The browser's two storage areas, which may be denied, full or hold anything. Every key starts with the hub's own prefix.
import { slug } from './config.ts'
import { safe } from './safe.ts'

export const PREFIX = `komo-braze:${slug}:`

export type Area = 'localStorage' | 'sessionStorage'

/** The JSON value; `undefined` where there is none, it is no JSON, or storage is denied. */
export const read = safe((key: string, area: Area = 'localStorage'): unknown => JSON.parse(window[area].getItem(PREFIX + key) ?? ''))

/** Whether it is stored now. */
export const write = safe((key: string, value: unknown, area: Area = 'localStorage'): boolean => {
  window[area].setItem(PREFIX + key, JSON.stringify(value))
  return true
})

export const erase = safe((key: string): void => localStorage.removeItem(PREFIX + key))
