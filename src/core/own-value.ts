// The value of an object's own key, never an inherited one, whatever the key is called.

export function ownValue<Item>(from: Record<string, Item> | undefined, key: string): Item | undefined
export function ownValue(from: unknown, key?: string): unknown
export function ownValue(from: unknown, key?: string): unknown {
  return Object(from) === from && Object.hasOwn(from as object, key as string)
    ? (from as Record<string, unknown>)[key as string]
    : undefined
}
