// Checks for values from the wire, put together like a schema. Every submission passes through them, where zod would take three times as long and copy everything.
import { TIME } from './envelope.ts'
import { isWellFormed } from './scalar.ts'

export type Check = (value: unknown) => boolean

export const like =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value)

export const short =
  (max: number, min = 0): Check =>
  (value) =>
    typeof value === 'string' && value.length >= min && value.length <= max && isWellFormed(value)

export const list =
  (max: number, item: Check, min = 0): Check =>
  (value) =>
    Array.isArray(value) && value.length >= min && value.length <= max && value.every(item)

export const isTime: Check = (value) => typeof value === 'string' && TIME.test(value) && !Number.isNaN(Date.parse(value))

/** An object with all required keys, any of the optional ones and no others. */
export function object(required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  const checks = new Map(Object.entries({ ...required, ...optional }))
  const names = Object.keys(required)
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    for (const name of names) if (!Object.hasOwn(value, name)) return false
    const parts = value as Record<string, unknown>
    for (const name in parts) if (checks.get(name)?.(parts[name]) !== true) return false
    return true
  }
}
