// Strict objects whose unknown keys are answered with the key that was probably meant.
import { z } from 'zod'

/** Like `z.strictObject`; the message of an unknown key lists the known ones, comma-separated, for the finding to suggest from. */
export function strict<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape).join(', ')
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? known : undefined) })
}

/** `true` where two types are the same, for pinning a schema to the type it mirrors. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
