// A hub that extends another file: its steps show what is in force, and nothing of the other file is lost by a change.
import { beforeEach, expect, test } from 'vitest'
import type { HubDetail } from '../../src/core/admin.ts'
import type { HubFile } from '../../src/core/hub-file.ts'
import { api } from '../../src/settings/app-state.ts'
import { createEditor, type Editor } from '../../src/settings/hub-editor.ts'
import { newHub } from '../../src/settings/new-hub.ts'
import { StepHub } from '../../src/settings/pages/step-hub.tsx'
import { StepMap } from '../../src/settings/pages/step-map.tsx'
import { StepPeople } from '../../src/settings/pages/step-people.tsx'
import { StepWorkspace } from '../../src/settings/pages/step-workspace.tsx'
import type { StepProps } from '../../src/settings/pages/step-props.ts'
import { button, fill, press, settle, show, stubProxy, until } from './page-rig.ts'
import { workspace } from './sample-data.ts'
import { stepProps } from './step-rig.ts'

const { hub: _, ...base } = newHub('base', 'https://base.komo.site', 'brand-eu')
const inherited = {
  ...base,
  locale: 'de',
  consent: { from: 'field.terms', gpc: true },
  rules: ['one', 'two'].map((id) => ({ id, on: 'form', attributes: { email: 'field.email' } })),
}
const child = { hub: 'child', extends: 'base.json' } as HubFile

let editor: Editor
const props = (): StepProps => stepProps(editor, [workspace('default'), workspace('brand-eu')])
beforeEach(async () => {
  // The page before reads the address too.
  await show(<p />)
  stubProxy({ 'GET /admin/api/hubs/child/seen': () => ({ forms: [], events: [] }) })
  location.hash = '#/hubs/child/map'
  editor = createEditor(api, { hub: 'child', file: child, inherited, etag: '1', issues: [] } as unknown as HubDetail)
})
const own = async (page: Element): Promise<void> => {
  await press(button(page, 'Change for this hub only'))
  await press(button(page, 'Copy and change'))
}

test('rules of the other file are shown, not changed; a copy of all of them is, once asked for', async () => {
  const page = await show(<StepMap {...props()} />)
  expect(page.querySelector('.inherited-from p')?.textContent).toBe('From base.')
  expect([...page.querySelectorAll('.rule-tabs [aria-pressed]')].map(({ textContent }) => textContent)).toEqual(['one', 'two'])
  expect([button(page, 'Add a rule')?.disabled, page.querySelector<HTMLFieldSetElement>('.map-targets > fieldset')?.disabled]).toEqual([
    true,
    true,
  ])
  await press(button(page, 'Change for this hub only'))
  await press(button(page, 'Cancel'))
  expect(editor.isDirty.value).toBe(false)
  await own(page)
  await press(button(page, 'Add a rule'))
  expect(editor.draft.value.rules.map(({ id }) => id)).toEqual(['one', 'two', 'card-answered'])
  expect(page.querySelector('.inherited-from')).toBeNull()
})

test('what the inspector wants mapped is asked for at once, and then mapped beside the others', async () => {
  location.hash = '#/hubs/child/map?field=postcode&kind=text'
  await settle()
  const page = await show(<StepMap {...props()} />)
  await until(() => page.querySelector('dialog') !== null)
  await press(button(page, 'Cancel'))
  await press(button(page, 'two'))
  expect([editor.isDirty.value, page.querySelector('dialog')]).toEqual([false, null])
  await own(page)
  expect(editor.draft.value.rules.map(({ id, attributes }) => [id, Object.keys(attributes ?? {})])).toEqual([
    ['one', ['email', 'postcode']],
    ['two', ['email']],
  ])
})

test('people: each part says whose it is; consent is copied whole', async () => {
  const page = await show(<StepPeople {...props()} />)
  expect(page.querySelectorAll('.inherited-from')).toHaveLength(2)
  expect(page.querySelectorAll('.candidate')).toHaveLength(1)
  const consent = page.querySelector('.step > .inherited select')
  expect((consent as HTMLSelectElement).value).toBe('field')
  await press(page.querySelector('.step > .inherited-from button'))
  await press(button(page, 'Copy and change'))
  expect(editor.draft.value.consent).toEqual({ from: 'field.terms', gpc: true })
  expect(editor.draft.value.identity).toEqual([])
})

test('the hub’s own origins and locale stand above those of the other file', async () => {
  const page = await show(<StepHub {...props()} />)
  const locale = page.querySelector('select')
  expect([locale?.value, page.querySelector<HTMLInputElement>('.list-field input')?.value]).toEqual(['de', 'https://base.komo.site'])
  await fill(locale, 'fr')
  await own(page)
  await press(button(page, 'Add an origin'))
  expect(editor.draft.value).toMatchObject({ locale: 'fr', origins: ['https://base.komo.site', ''] })
})

test('the workspace of the other file is the one in force, and the default can be had all the same', async () => {
  const page = await show(<StepWorkspace {...props()} />)
  const select = page.querySelector('select')
  expect(select?.value).toBe('brand-eu')
  await fill(select, 'default')
  expect(editor.whole.value.workspace).toBe('default')
})

test.each([
  ['locale', StepHub, 'de', 'fr'],
  ['workspace', StepWorkspace, 'brand-eu', 'default'],
] as const)(
  'an inherited %s that is chosen back is no word of the file’s own again, unless it was one before',
  async (key, Step, theirs, other) => {
    for (const file of [child, { ...child, [key]: theirs }]) {
      editor = createEditor(api, { hub: 'child', file, inherited, etag: '1', issues: [] } as unknown as HubDetail)
      const select = (await show(<Step {...props()} />)).querySelector('select')
      await fill(select, other)
      expect(editor.draft.value[key]).toBe(other)
      await fill(select, theirs)
      expect([editor.draft.value[key], editor.isDirty.value]).toEqual([file[key], false])
    }
  },
)

test('a workspace that is gone stays on offer, as what the file says, and that it is gone is said there', async () => {
  const issues = [{ level: 'error', path: ['workspace'], message: 'found "gone"' }]
  editor = createEditor(api, { hub: 'h', file: newHub('h', 'https://h.komo.site', 'gone'), etag: '1', issues } as unknown as HubDetail)
  const page = await show(<StepWorkspace {...props()} />)
  expect(page.querySelector('.issues')?.textContent).toBe('workspacefound "gone"')
  for (const name of ['default', 'gone']) await fill(page.querySelector('select'), name)
  expect([editor.draft.value.workspace, editor.isDirty.value]).toEqual(['gone', false])
})
