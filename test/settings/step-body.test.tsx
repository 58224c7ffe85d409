// A file written by hand, whose values are of another kind than the pages edit: each step is there all the same, and says what is wrong.
import { act } from 'preact/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import type { HubDetail } from '../../src/core/admin.ts'
import type { HubFile } from '../../src/core/hub-file.ts'
import { api } from '../../src/settings/app-state.ts'
import { createEditor } from '../../src/settings/hub-editor.ts'
import { newHub } from '../../src/settings/new-hub.ts'
import { StepBody } from '../../src/settings/pages/step-body.tsx'
import type { Step } from '../../src/settings/route.ts'
import { settle, show, stubProxy } from './page-rig.ts'
import { stepProps } from './step-rig.ts'

afterEach(() => vi.unstubAllGlobals())

const file = newHub('a', 'https://a.komo.site', 'default')
const rule = (more: object): object => ({ rules: [{ id: 'r', on: 'form', ...more }] })

test.each<[Step, object]>([
  ['hub', { origins: [5] }],
  ['people', { identity: ['field.email'] }],
  ['people', { identity: [{ as: 'external_id', proof: 'extension.token' }], jwt: { keys: 'file:keys', algorithms: 'RS256' } }],
  ['map', { identity: [{ as: 'email' }] }],
  ['map', rule({ attributes: { email: null } })],
  ['map', rule({ subscriptions: { email_subscribe: 'field.optin' } })],
  ['map', rule({ events: { name: 'Entered' } })],
  ['map', rule({ collect: true })],
])('%s: %j', async (step, odd) => {
  stubProxy({ 'GET /admin/api/hubs/a/seen': () => ({ forms: [], events: [] }) })
  const path = [Object.keys(odd)[0] ?? '', 0]
  const detail = { hub: 'a', origins: [], file: { ...file, ...odd }, etag: '1', issues: [{ level: 'error', path, message: 'found 5' }] }
  const editor = createEditor(api, detail as unknown as HubDetail)
  const page = await show(<StepBody step={step} {...stepProps(editor)} />)
  expect(page.querySelector('.issues')?.textContent).toContain('found 5')
  expect(page.querySelector('.note p > a')?.getAttribute('href')).toBe('#/hubs/a/review')

  await act(() => editor.replace(file satisfies HubFile))
  await settle()
  expect(page.querySelector('.card')).not.toBeNull()
})
