// What the page announces is heard once, whatever its forms are made of; its own `form.submit()` goes through as it is.
import { endPage, formIn, startPage, rule } from './page-rig.ts'
import { afterEach, expect, test, vi } from 'vitest'
import type { Rule } from '../../src/core/hub-file.ts'

/** What stays at the page when a test ends is taken off by hand. */
const heard: [string, EventListener][] = []
const { submit } = HTMLFormElement.prototype

const start = async (...rules: Rule[]) => {
  const page = await startPage(rules)
  const add = window.addEventListener.bind(window)
  vi.spyOn(window, 'addEventListener').mockImplementation((type: string, listener: unknown) => {
    heard.push([type, listener as EventListener])
    add(type, listener as EventListener, true)
  })
  const { listen } = await import('../../src/embed/forms/listen.ts')
  listen(window as never)
  return { ...page, listen }
}
afterEach(() => {
  for (const [type, listener] of heard.splice(0)) removeEventListener(type, listener, true)
  Reflect.deleteProperty(window, 'dataLayer')
  endPage()
  HTMLFormElement.prototype.submit = submit
})

const announce = (target: Element, type: string) => target.dispatchEvent(new Event(type, { bubbles: true, composed: true }))

test('form.submit() is a submission only where the browser submits: of a form that is in no document it does nothing', async () => {
  const theirs = vi.spyOn(HTMLFormElement.prototype, 'submit').mockReturnValue()
  const { sent } = await start(rule())
  const [form, loose] = [formIn(document.body, 'in the page'), formIn(document.createElement('div'), 'nowhere')]
  form.submit()
  loose.submit()
  expect(theirs).toHaveBeenCalledTimes(2)
  expect(sent()).toEqual([{ email: 'in the page' }])
})

test('form.submit() goes through where the form cannot be read', async () => {
  const theirs = vi.spyOn(HTMLFormElement.prototype, 'submit').mockReturnValue()
  await start(rule())
  const form = formIn(document.body)
  const get = vi.fn(() => {
    throw new Error('theirs')
  })
  Object.defineProperty(form.elements[0], 'value', { get })
  form.submit()
  expect(get).toHaveBeenCalled()
  expect(theirs).toHaveBeenCalledTimes(1)
})

test('form.submit() is wrapped once, however often the window is looked at', async () => {
  const { listen } = await start(rule())
  const { submit: ours } = HTMLFormElement.prototype
  listen(window as never)
  expect(HTMLFormElement.prototype.submit).toBe(ours)
})

test('a form in a shadow root whose field had the focus before the script came: its first key is enough', async () => {
  const { sent } = await start(rule())
  const form = formIn(document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' }))
  announce(form.elements[0]!, 'keydown')
  form.dispatchEvent(new Event('submit', { bubbles: true }))
  expect(sent()).toEqual([{ email: 'a@b.co' }])
})

test('a layer that has just come tells whose form this is', async () => {
  const { gone } = await start(rule({ where: { cardType: 'quiz' } }))
  const form = formIn(document.body)
  Object.assign(window, { dataLayer: [{ event: 'form-start', eventData: { cardId: 'c', cardType: 'quiz' } }] })
  announce(form, 'submit')
  expect(gone()).toEqual(['a'])
})

test.each([
  ['an object', () => ({})],
  ['an element with that id', () => document.createElement('div')],
  ['a text', () => 'text'],
])('a layer that is %s is none, and stops nothing', async (_, layer) => {
  const { sent } = await start(rule())
  Object.assign(window, { dataLayer: layer() })
  announce(formIn(document.body), 'submit')
  expect(sent()).toEqual([{ email: 'a@b.co' }])
})

test('a form that closes a dialog is no submission', async () => {
  const { told } = await start(rule())
  const form = formIn(document.body)
  form.method = 'dialog'
  announce(form, 'submit')
  expect(told).toEqual([])
})

test('what the browser’s list has is read before a reset in the same task empties it', async () => {
  const { noteFormData, sent } = await start(rule())
  const form = formIn(document.body)
  announce(form, 'submit')
  const data = new FormData()
  data.append('email', 'theirs@b.co')
  noteFormData(form, data)
  announce(form, 'reset')
  expect(sent()).toEqual([{ email: 'theirs@b.co' }])
})

const entry = (email: string) => `<div class="entry"><input name="email" value="${email}"><b class="send"></b></div>`
const onClick = (more: Partial<Rule> = {}) => rule({ root: '.entry', trigger: 'click .send', ...more })

test('a trigger means the container around it, and where it stands in none, the page’s first', async () => {
  const { sent } = await start(onClick())
  document.body.innerHTML = `${entry('first')}${entry('second')}<b id="outside" class="send"></b>`
  announce(document.querySelectorAll('.send')[1]!, 'click')
  announce(document.querySelector('#outside')!, 'click')
  expect(sent()).toEqual([{ email: 'second' }, { email: 'first' }])
})

test.each([
  ['a root that is no selector', { root: '.entry[' }],
  ['a root that is not in the page', { root: '.other' }],
  ['a trigger that is no selector', { trigger: 'click .send[' }],
])('%s ends its own rule only', async (_, broken) => {
  const { gone } = await start(onClick({ id: 'broken', ...broken }), onClick({ id: 'fine' }))
  document.body.innerHTML = entry('a@b.co')
  announce(document.querySelector('.send')!, 'click')
  expect(gone()).toEqual(['fine'])
})
