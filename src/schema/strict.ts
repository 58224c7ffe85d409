// Strict objects whose unknown keys are answered with the key that was probably meant.
import { z } from 'zod'
import { isSourcePath } from './source-path.ts'

/** An object with more keys than these is not spelt out in a message: the JSON Schema lists them. */
const KEYS_SHOWN_MAX = 8

/**
 * Like `z.strictObject`; the message of an unknown key lists the known ones, comma-separated, for the finding to suggest from.
 * @param wanted what to ask for instead of something that is no object; by default, an object with the keys that it must have
 */
export function strict<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  wanted = (input: unknown) => wantedObject(shape, input),
): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape).join(', ')
  const messages: Partial<Record<string, (input: unknown) => string>> = { unrecognized_keys: () => known, invalid_type: wanted }
  return z.strictObject(shape, { error: ({ code, input }) => messages[code ?? '']?.(input) })
}

/** A list of objects. */
export function objects<Item extends z.ZodType>(item: Item) {
  return z.array(item, 'a list: [{…}]')
}

function wantedObject(shape: z.core.$ZodLooseShape, input: unknown): string {
  const all = Object.keys(shape)
  const required = all.filter((key) => shape[key]?._zod.optin !== 'optional')
  if (typeof input === 'string' && isSourcePath(input) && all.includes('from') && required.every((key) => key === 'from'))
    return `an object: {"from": "${input}"}`
  const shown = required.length > 0 ? required : all
  if (shown.length === 1) return `an object: {"${shown[0]}": …}`
  return shown.length > KEYS_SHOWN_MAX ? 'an object' : `an object with ${shown.map((key) => `"${key}"`).join(', ')}`
}

/** `true` where two types are the same, for pinning a schema to the type it mirrors. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
