// What `select` says beside the values: whether the capture's own consent field was answered with a yes.
import { expect, test } from 'vitest'
import type { FieldEntry } from '../../src/core/capture.ts'
import { compile } from '../../src/core/compile.ts'
import { select, type ConsentReading } from '../../src/core/select.ts'
import { AT } from '../vectors/load.ts'
import { HUB } from '../schema/hub.ts'

const capture = (fields: Record<string, FieldEntry[]>) => ({
  on: 'form',
  submission: { id: '0190', at: AT },
  page: { path: '/', title: '', language: 'en', url: '', referrer: '', query: {} },
  card: { type: 'Quiz' },
  fields,
})

test.each<[entries: FieldEntry[] | undefined, reading: ConsentReading]>([
  [undefined, 'absent'],
  [[], 'denied'],
  [[{ value: 'on', kind: 'checkbox' }], 'granted'],
  [[{ value: 'terms-2026', kind: 'checkbox' }], 'granted'],
  [[{ value: '', kind: 'checkbox' }], 'granted'],
  [[{ value: 'no', kind: 'checkbox' }], 'denied'],
  [[{ value: 'terms-2026', kind: 'switch' }], 'granted'],
  [[{ value: 'accept', kind: 'radio' }], 'denied'],
  [[{ value: 'decline', kind: 'radio' }], 'denied'],
  [[{ value: 'Yes', kind: 'radio' }], 'granted'],
  [[{ value: 'no', kind: 'radio' }], 'denied'],
  [[{ value: '', kind: 'text' }], 'denied'],
  [[{ value: 'maybe', kind: 'text' }], 'denied'],
  [
    [
      { value: 'false', kind: 'hidden' },
      { value: 'on', kind: 'checkbox' },
    ],
    'granted',
  ],
])('consent by %j: %s', (entries, reading) => {
  const hub = compile(HUB)
  expect(select(hub, hub.rules[0]!, capture(entries ? { terms: entries } : {}))).toMatchObject({ consent: reading })
})
