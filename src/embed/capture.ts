// What every capture has: when, where, and what Komo's events said last.
import type { Capture } from '../core/capture.ts'
import { said } from './komo/said.ts'
import { readPage } from './page.ts'
import { uuid } from './uuid.ts'

export function newCapture(on: string): Capture {
  return { ...said, on, submission: { id: uuid(), at: new Date().toISOString() }, page: readPage() }
}
