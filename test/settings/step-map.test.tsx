// The rules of a hub side by side: what is open or typed in one is never another's, the wrong one is marked, and a removed one leaves the keyboard somewhere.
import { act } from 'preact/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import type { HubDetail } from '../../src/core/admin.ts'
import type { Rule } from '../../src/core/hub-file.ts'
import { createEditor, type Editor } from '../../src/settings/hub-editor.ts'
import type { Judgement } from '../../src/settings/judgement.ts'
import { newHub } from '../../src/settings/new-hub.ts'
import { StepMap } from '../../src/settings/pages/step-map.tsx'
import type { StepProps } from '../../src/settings/pages/step-props.ts'
import { all, button, field, press, set, show } from './document.tsx'
import { unjudged } from './step-rig.ts'

let editor: Editor
let judgement: Judgement
beforeEach(() => {
  const call = vi.fn()
  const file = newHub('h', 'https://h.example', 'default')
  file.rules = [
    { id: 'one', on: 'form', where: { cardName: 'One' }, attributes: { a: 'field.a' } },
    { id: 'two', on: 'form', attributes: { b: 'field.b' } },
  ]
  editor = createEditor({ hub: call, saveHub: call, dryRun: call, pauseHub: call, resumeHub: call }, file)
  judgement = unjudged()
  show(editor, (one) => <StepMap editor={one} judgement={judgement} workspaces={{} as StepProps['workspaces']} />)
})
const tabs = (): HTMLButtonElement[] => all<HTMLButtonElement>('.rule-tabs [aria-pressed]')

test('what is open and what was just chosen in one rule are not in another', () => {
  press(button('More about a'))
  set(all<HTMLSelectElement>('.list-field select').at(-1), 'path')
  press(tabs()[1])
  expect(field('Source of b')).toBeDefined()
  expect(all('.value-details')).toHaveLength(0)
  expect(field('Path')).toBeUndefined()
})

test('the request that was answered for one rule’s sample is not shown for another’s, nor again for the first', () => {
  const request = (): string | undefined => all<HTMLElement>('.live pre')[0]?.textContent
  const answer = (): void =>
    void act(() => {
      judgement.rules.value = ['one', 'two'].map((rule) => ({ rule, body: { events: [] }, problems: [] }))
    })
  answer()
  expect(request()).toContain('events')
  for (const tab of [1, 0]) {
    press(tabs()[tab])
    expect(request()).toBe('Loading')
    answer()
    expect(request()).toContain('events')
  }
})

test('a removed rule leaves the focus on the one that is shown instead, the last on adding one', async () => {
  for (const [left, focused] of [
    ['two', 'two'],
    ['', 'Add a rule'],
  ]) {
    button('Remove rule')?.focus()
    press(button('Remove rule'))
    await new Promise(requestAnimationFrame)
    expect(editor.draft.value.rules.map(({ id }) => id).join()).toBe(left)
    expect(document.activeElement?.textContent).toBe(focused)
  }
})

test('what a rule took, how it was confirmed and whose consent it asked for are on offer again, also after a look at another rule', () => {
  vi.stubGlobal('fetch', () => new Promise(() => {}))
  const rule: Rule = { id: 'one', on: ['form', 'named-by-nobody'], confirm: { appears: '.thanks' }, consent: { from: 'field.age' } }
  editor.replace({ ...editor.draft.value, rules: [rule, { id: 'two', on: 'form' }] })
  void act(() => {
    editor.saved.value = { hub: 'h', etag: '1', file: editor.draft.value } as HubDetail
  })
  for (const [label, value] of [
    ['It takes: 2', 'card-answered'],
    ['It takes', 'card-finished'],
    ['Consent', 'hub'],
  ] as const)
    set(field(label), value)
  expect(editor.draft.value.rules[0]).toEqual({ id: 'one', on: ['card-finished', 'card-answered'] })
  for (const at of [1, 0]) press(tabs()[at])
  for (const [label, value] of [
    ['It takes', 'form'],
    ['It takes: 2', 'named-by-nobody'],
    ['Consent', 'own'],
  ] as const)
    set(field(label), value)
  expect(editor.draft.value.rules[0]).toEqual(rule)
  expect(editor.isDirty.value).toBe(false)
  vi.unstubAllGlobals()
})

test('the rule with an error is marked', () => {
  editor.issues.value = [
    { level: 'warning', path: ['rules', 0], message: '' },
    { level: 'error', path: ['rules', 1, 'id'], message: '' },
  ]
  press(tabs()[1])
  expect(tabs().map(({ textContent }) => textContent)).toEqual(['one', 'twoHas errors'])
})

test('a selector that is none is said; the one before stands', () => {
  set(all<HTMLSelectElement>('.list-field select').at(-1), 'form')
  set(field('Form (CSS selector)'), 'form[')
  expect(editor.draft.value.rules[0]?.where).toEqual({ cardName: 'One' })
  expect(all<HTMLElement>('.wrong').map(({ textContent }) => textContent)).toEqual(['A CSS selector is needed here, such as form#entry.'])
  set(field('Form (CSS selector)'), ':is(a, b)')
  expect(editor.draft.value.rules[0]?.where).toEqual({ cardName: 'One', form: ':is(a, b)' })
})

test('the link of an error shows its rule', async () => {
  editor.issues.value = [{ level: 'error', path: ['rules', 1, 'id'], message: '' }]
  await vi.waitFor(() => expect(all('.issues a').map(({ textContent }) => textContent)).toEqual(['rules › two › id']))
  location.hash = all('.issues a')[0]?.getAttribute('href') ?? ''
  await vi.waitFor(() => expect(tabs().map((tab) => tab.getAttribute('aria-pressed'))).toEqual(['false', 'true']))
})
