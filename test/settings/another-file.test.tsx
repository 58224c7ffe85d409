// Another version of the file that comes while somebody types: what is typed is never written into a row that it was not typed in.
import { act } from 'preact/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import type { HubDetail } from '../../src/core/admin.ts'
import type { HubFile } from '../../src/core/hub-file.ts'
import { api } from '../../src/settings/app-state.ts'
import { createEditor } from '../../src/settings/hub-editor.ts'
import { newHub } from '../../src/settings/new-hub.ts'
import { StepBody } from '../../src/settings/pages/step-body.tsx'
import { isTyping } from '../../src/settings/parts/text-input.tsx'
import type { Step } from '../../src/settings/route.ts'
import { settle, show, stubProxy } from './page-rig.ts'
import { stepProps } from './step-rig.ts'

afterEach(() => vi.unstubAllGlobals())

const ours: HubFile = {
  ...newHub('a', 'https://a.komo.site', 'default'),
  origins: ['https://a.komo.site', 'https://b.komo.site'],
  identity: ['member', 'fan'].map((label) => ({ as: 'user_alias', label, from: { from: `field.${label}` } })),
  rules: [{ id: 'form', on: 'form', attributes: { first: 'field.first', second: 'field.second' } }],
}
const theirs: HubFile = {
  ...ours,
  origins: ['https://b.komo.site'],
  identity: ours.identity.slice(1),
  rules: [{ id: 'form', on: 'form', attributes: { second: 'field.second' } }],
}
const detail = (file: HubFile, etag: string) => ({ hub: 'a', origins: [], file, etag, issues: [] }) as unknown as HubDetail

test.each<[Step, string, string, (file: HubFile) => HubFile]>([
  ['hub', '.list-field input', 'https://c.komo.site', (file) => ({ ...file, origins: ['https://c.komo.site', 'https://b.komo.site'] })],
  [
    'people',
    '.candidate input',
    'member_of',
    (file) => ({
      ...file,
      identity: [{ as: 'user_alias', label: 'member_of', from: { from: 'field.member' } }, ...file.identity.slice(1)],
    }),
  ],
  [
    'map',
    '.value-row input:not([list=known-sources])',
    'renamed',
    (file) => ({ ...file, rules: [{ id: 'form', on: 'form', attributes: { renamed: 'field.first', second: 'field.second' } }] }),
  ],
  ['review', 'textarea', JSON.stringify({ ...ours, locale: 'de' }), (file) => ({ ...file, locale: 'de' })],
])('in the step %s', async (step, controls, typed, changed) => {
  stubProxy({ 'GET /admin/api/hubs/a/seen': () => ({ forms: [], events: [] }), 'GET /admin/api/hubs/a': () => detail(theirs, '2') })
  const editor = createEditor(api, detail(ours, '1'))
  const page = await show(<StepBody step={step} {...stepProps(editor)} />)
  const control = page.querySelector<HTMLInputElement | HTMLTextAreaElement>(controls)!
  await act(() => {
    control.value = typed
    control.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await act(() => editor.look(isTyping))
  await settle()
  await act(() => {
    control.dispatchEvent(new Event('change', { bubbles: true }))
  })
  expect(editor.draft.value).toEqual(changed(structuredClone(ours)))
  await act(() => editor.look(isTyping))
  expect([editor.isStale.value, editor.saved.value?.etag]).toEqual([true, '1'])
})
