// The browser's two storage areas, which may be denied, full or hold anything. Every key starts with the hub's own prefix.
import { slug } from './config.ts'
import { safe } from './safe.ts'

export const PREFIX = `komo-braze:${slug}:`

/** What belongs to this tab only is under one key; all else is this visitor's, in every tab. */
const areaOf = (key: string): Storage => (key === 'tab' ? sessionStorage : localStorage)

/** The JSON value; `undefined` where there is none, it is no JSON, or storage is denied. */
export const read = safe((key: string): unknown => JSON.parse(areaOf(key).getItem(PREFIX + key) ?? ''))

/** True where it is stored now; otherwise the key is erased, for its old value is out of date. */
export const write = (key: string, value: unknown): boolean | void =>
  safe(() => {
    areaOf(key).setItem(PREFIX + key, JSON.stringify(value))
    return true
  })() ?? erase(key)

export const erase = safe((key: string): void => areaOf(key).removeItem(PREFIX + key))
