// What every capture has: when, where, and what Komo's events said last.
import type { Capture } from '../core/capture.ts'
import { context } from './komo/context.ts'
import { readPage } from './page.ts'
import { uuid } from './uuid.ts'

export function newCapture(on: string, id = uuid(), at = new Date()): Capture {
  return { on, submission: { id, at: at.toISOString() }, page: readPage(), ...context.said }
}
