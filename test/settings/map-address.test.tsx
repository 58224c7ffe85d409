// What the address asks of the field map is done as often as it is asked: a wish of the inspector, and the link of an error.
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HubDetail } from '../../src/core/admin.ts'
import { api } from '../../src/settings/app-state.ts'
import { createEditor, type Editor } from '../../src/settings/hub-editor.ts'
import { newHub } from '../../src/settings/new-hub.ts'
import { StepMap } from '../../src/settings/pages/step-map.tsx'
import { go } from '../../src/settings/route.ts'
import { press, settle, show, stubProxy } from './page-rig.ts'
import { stepProps } from './step-rig.ts'

// Unlike happy-dom, a browser tells nobody of an address that is replaced.
addEventListener('hashchange', (event) => event.newURL.includes('?') || event.stopImmediatePropagation(), true)

let editor: Editor
let page: HTMLElement
beforeEach(async () => {
  stubProxy({ 'GET /admin/api/hubs/a/seen': () => ({ forms: [], events: [] }) })
  const file = newHub('a', 'https://a.komo.site', 'default')
  file.rules.push({ id: 'two', on: 'form' })
  editor = createEditor(api, { hub: 'a', file, etag: '1', issues: [] } as unknown as HubDetail)
  page = await show(<StepMap {...stepProps(editor)} />)
})
afterEach(() => vi.unstubAllGlobals())

test('a wish that comes again after it was discarded is mapped again', async () => {
  for (let time = 0; time < 2; time++) {
    go('#/hubs/a/map?field=postcode&kind=text&here')
    await settle()
    expect([editor.draft.value.rules[0]?.attributes, location.hash]).toEqual([
      { email: 'field.email', postcode: 'field.postcode' },
      '#/hubs/a/map',
    ])
    await act(() => editor.discard())
    await settle()
    expect(editor.isDirty.value).toBe(false)
  }
})

test('a link to a rule leads there again after another was looked at', async () => {
  const tabs = () => [...page.querySelectorAll('.rule-tabs [aria-pressed]')]
  for (let time = 0; time < 2; time++) {
    go('#/hubs/a/map?rule=1')
    await settle()
    expect(tabs().map((tab) => tab.getAttribute('aria-pressed'))).toEqual(['false', 'true'])
    await press(tabs()[0])
    expect(tabs().map((tab) => tab.getAttribute('aria-pressed'))).toEqual(['true', 'false'])
  }
})
