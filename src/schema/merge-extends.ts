// `extends`: a hub file that shares another's declaration. Pure; the proxy and `check` read the files.
import { isObject } from '../core/json.ts'

/** What a file says about itself alone. */
const NOT_SHARED = ['hub', 'extends', '$schema']

/** Keys of `own` win over those of `base`, each as a whole. */
export function mergeExtends(base: unknown, own: unknown): unknown {
  if (!isObject(base) || !isObject(own)) return own
  const shared = Object.entries(base).filter(([key]) => !NOT_SHARED.includes(key))
  const mine = Object.entries(own).filter(([key]) => key !== 'extends')
  return Object.fromEntries([...shared, ...mine])
}

/** The file that this one extends, if it names one. */
export function extendsOf(json: unknown): string | undefined {
  return isObject(json) && typeof json.extends === 'string' ? json.extends : undefined
}

/** The hub that this file says it is, if it says one. */
export function hubOf(json: unknown): string | undefined {
  return isObject(json) && typeof json.hub === 'string' ? json.hub : undefined
}
