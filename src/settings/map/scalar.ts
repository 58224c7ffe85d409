// A constant as an operator types it.
import type { Scalar } from '../../core/hub-file.ts'

/** `true`, `42` as themselves, anything else as text. */
export function scalarOf(text: string): Scalar {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? Number(text) : text
}

/** The same where nothing asks for a number: what a number would write otherwise, such as `5.00` or more digits than it can hold, is a text. */
export function guessedScalar(text: string): Scalar {
  const scalar = scalarOf(text)
  return String(scalar) === text ? scalar : text
}
