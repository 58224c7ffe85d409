// The script's modules, fresh for each test, on a page of a hub that is declared here. The clock stands still until the test moves it, and the proxy says nothing.
import { PREFIX } from './declared.ts'
import { vi } from 'vitest'
import { compile } from '../../src/core/compile.ts'
import type { Capture } from '../../src/core/capture.ts'
import type { HubFile, Rule } from '../../src/core/hub-file.ts'
import type { Envelope } from '../../src/core/envelope.ts'

const BASE: HubFile = {
  hub: 'hub',
  origins: [],
  identity: [{ as: 'external_id', from: { from: 'page.language' }, trust: 'page' }],
  rules: [],
}

/** One that takes every form, at its submit. */
export const rule = (more: Partial<Rule> = {}): Rule => ({
  id: 'a',
  on: 'form',
  confirm: 'submit',
  attributes: { email: 'field.email' },
  ...more,
})

export async function startPage(rules: Rule[], hub: Partial<HubFile> = {}, waiting: object[] = []) {
  vi.useFakeTimers({ now: Date.parse('2026-11-20T10:00:00.000Z'), toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  vi.stubGlobal('fetch', () => new Promise(() => {}))
  vi.resetModules()
  localStorage.clear()
  sessionStorage.clear()
  document.documentElement.lang = 'en'
  // What shows: happy-dom lays nothing out.
  vi.spyOn(Element.prototype, 'checkVisibility').mockImplementation(function (this: Element) {
    return this.isConnected && !this.hasAttribute('hidden')
  })
  localStorage.setItem(`${PREFIX}hub`, JSON.stringify({ rev: 'rev', hub: compile({ ...BASE, ...hub, rules }) }))
  // What an earlier page of this tab left.
  sessionStorage.setItem(`${PREFIX}tab`, JSON.stringify({ identity: [], named: false, waiting, at: Date.now() }))
  const parts = {
    ...(await import('../../src/embed/take.ts')),
    ...(await import('../../src/embed/confirm.ts')),
    ...(await import('../../src/embed/komo/events.ts')),
    ...(await import('../../src/embed/forms/submission.ts')),
    ...(await import('../../src/embed/waiting.ts')),
  }
  const { openTab, tab } = await import('../../src/embed/tab.ts')
  const { newCapture } = await import('../../src/embed/capture.ts')
  const { pending } = await import('../../src/embed/delivery/pending.ts')
  const { on } = await import('../../src/embed/trace.ts')
  const told: string[] = []
  on('*', ({ stage, reason, rule }) => told.push([stage, rule, reason].filter(Boolean).join(' ')))
  openTab()
  return {
    ...parts,
    told,
    /** A form's capture: its answers by Unique ID. */
    capture: (values: Record<string, string>, more: Partial<Capture> = {}): Capture => ({
      ...newCapture('form'),
      fields: Object.fromEntries(Object.entries(values).map(([id, value]) => [id, [{ value, kind: 'text' }]])),
      ...more,
    }),
    /** What goes to the proxy, in order: by rule, by attributes. */
    gone: () => pending().map(({ rule }: Envelope) => rule),
    sent: () => pending().map(({ attributes }) => attributes),
    waits: () => tab.waiting.map(({ envelope, reason }) => `${envelope.rule} ${reason}`),
    seconds: (count: number) => vi.advanceTimersByTimeAsync(count * 1000),
  }
}

export function endPage(): void {
  document.body.innerHTML = ''
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  // What a test left behind asks nobody.
  vi.stubGlobal('fetch', () => new Promise(() => {}))
}

/** A form in the page, submitted as the browser announces it. */
export function formIn(root: Element | ShadowRoot, email = 'a@b.co'): HTMLFormElement {
  const form = document.createElement('form')
  form.innerHTML = `<input name="email" value="${email}">`
  root.append(form)
  return form
}
