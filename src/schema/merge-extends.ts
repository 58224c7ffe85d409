// `extends`: a hub file that shares another's declaration. Pure; the proxy and `check` read the files.

/** What a file says about itself alone. */
const NOT_SHARED = ['hub', '$schema']

/** Keys of `own` win over those of `base`, each as a whole. */
export function mergeExtends(base: unknown, own: unknown): unknown {
  if (!isObject(base) || !isObject(own)) return own
  const merged = { ...base, ...own }
  for (const key of NOT_SHARED) if (!Object.hasOwn(own, key)) delete merged[key]
  delete merged.extends
  return merged
}

/** The file that this one extends, if it names one. */
export function extendsOf(json: unknown): string | undefined {
  return isObject(json) && typeof json.extends === 'string' ? json.extends : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
