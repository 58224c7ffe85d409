// Workspaces by two operators at once: what somebody else saved is never gone over silently, and a new workspace takes no name that there is.
import { afterEach, expect, test, vi } from 'vitest'
import type { WorkspaceView } from '../../src/core/admin.ts'
import { notice } from '../../src/settings/app-state.ts'
import { Workspaces } from '../../src/settings/pages/workspaces.tsx'
import { forgetDrafts } from '../../src/settings/workspace-drafts.ts'
import { button, fill, press, settle, show, stubProxy, type Asked } from './page-rig.ts'
import { workspace } from './sample-data.ts'

afterEach(() => {
  forgetDrafts()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A proxy with the workspace `default`, which somebody else may change. */
function stub(): { asked: Asked[]; theirs(changes: Partial<WorkspaceView>): Promise<void> } {
  let all = [workspace('default')]
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const asked = stubProxy({
    'GET /admin/api/workspaces': () => ({ workspaces: all, extraHosts: [] }),
    'PUT /admin/api/workspaces/default': ({ headers, body }) => {
      if (headers.get('if-match') !== `"${all[0]?.etag ?? ''}"`) return 'changed'
      all = [{ ...workspace('default'), ...(body as object), etag: 'mine' }]
      return all[0]
    },
    'PUT /admin/api/workspaces/brand-eu': () => {
      all = [...all, workspace('brand-eu')]
      return all[1]
    },
  })
  return {
    asked,
    async theirs(changes) {
      all = [{ ...workspace('default'), etag: 'theirs', ...changes }]
      vi.advanceTimersByTime(5_000)
      await settle()
    },
  }
}
const objects = (page: Element): HTMLInputElement | null => page.querySelector('[type=number]')
const saves = (asked: Asked[]) =>
  asked
    .filter(({ what }) => what.startsWith('PUT'))
    .map(({ headers, body }) => [headers.get('if-match'), headers.get('if-none-match'), body])

test('another’s edit is shown where nothing is typed', async () => {
  const { theirs } = stub()
  const page = await show(<Workspaces />)
  await theirs({ objects: 50, ambiguous: 'hold' })
  expect([objects(page)?.value, page.querySelector('.note')]).toEqual(['50', null])
})

test('where another proxy sends, that is said: this one does not know whether it is paused', async () => {
  const { theirs } = stub()
  const page = await show(<Workspaces />)
  expect(page.textContent).not.toContain('Another proxy sends')
  await theirs({ health: { ...workspace('default').health, standby: true } })
  expect(page.textContent).toContain('Another proxy sends this workspace’s submissions to Braze.')
})

test('what is typed stays, is not saved over another’s edit, and gives way once theirs is loaded', async () => {
  const { asked, theirs } = stub()
  const page = await show(<Workspaces />)
  await fill(objects(page), '60')
  await theirs({ ambiguous: 'hold' })
  expect([objects(page)?.value, page.querySelector('.note')?.getAttribute('role')]).toEqual(['60', 'alert'])
  await press(button(page, 'Save workspace'))
  expect(saves(asked)).toMatchObject([['"w1"', null, { objects: 60, ambiguous: 'resend' }]])
  await press(button(page, 'Load theirs'))
  expect([objects(page)?.value, page.querySelector('.note')]).toEqual(['75', null])
  await fill(objects(page), '60')
  await press(button(page, 'Save workspace'))
  expect(saves(asked)[1]).toMatchObject(['"theirs"', null, { objects: 60, ambiguous: 'hold' }])
  expect([objects(page)?.value, page.querySelector('.note')]).toEqual(['60', null])
})

test('a save that comes too late says so, with another’s version at hand', async () => {
  const { asked, theirs } = stub()
  const page = await show(<Workspaces />)
  await theirs({ objects: 50 })
  await fill(objects(page), '60')
  vi.clearAllTimers()
  await theirs({ objects: 40, etag: 'later' })
  await press(button(page, 'Save workspace'))
  expect(saves(asked)).toMatchObject([['"theirs"', null, { objects: 60 }]])
  await press(button(page, 'Load theirs'))
  expect(objects(page)?.value).toBe('40')
})

test('a new one takes no name that there is, or that is none, and keeps what was typed', async () => {
  const { asked } = stub()
  const page = await show(<Workspaces />)
  await press(button(page, 'Add a workspace'))
  const card = page.querySelector('section')
  await fill(card?.querySelector('input'), 'default')
  expect(card?.querySelector('.wrong')?.textContent).toBe('There is already a workspace with this name.')
  expect(card?.querySelector('form')).toBeNull()
  await fill(card?.querySelector('input'), 'Brand EU')
  expect([card?.querySelector('input')?.value, card?.querySelector('.wrong')?.textContent]).toEqual([
    'Brand EU',
    'Use 1 to 64 lower-case letters, digits and hyphens.',
  ])
  expect(card?.querySelector('form')).toBeNull()
  await fill(card?.querySelector('input'), 'brand-eu')
  await press(button(page, 'Add a workspace'))
  expect(card?.querySelector('input')?.value).toBe('brand-eu')
  await fill(card?.querySelector('[type=password]'), 'key')
  await press(button(card!, 'Save workspace'))
  expect(saves(asked)).toMatchObject([[null, '*', { key: 'key' }]])
  expect(page.querySelectorAll('section')).toHaveLength(2)
})

test('without a key it says what to do: at its state, and once it is saved', async () => {
  const keyless: WorkspaceView = { ...workspace('default'), key: { source: 'env:BRAZE_API_KEY', present: false } }
  keyless.health = { state: 'no_key', pending: 0, oldestSeconds: 0, deadLetters: 0, windows: [] }
  stubProxy({
    'GET /admin/api/workspaces': () => ({ workspaces: [keyless], extraHosts: [] }),
    'PUT /admin/api/workspaces/default': () => keyless,
  })
  const page = await show(<Workspaces />)
  expect(page.querySelector('.note')?.textContent).toContain('Enter one under Workspaces')
  await press(button(page, 'Save workspace'))
  expect(notice.value).toEqual({ text: expect.stringContaining('It has no key yet') as string, isBad: false })
})

test('where workspaces.json cannot be read it is said what is wrong, and not that there is no workspace', async () => {
  const message = 'workspaces.json: the file: found no JSON (line 1 column 2), wanted a JSON object'
  stubProxy({
    'GET /admin/api/workspaces': () => ({ workspaces: [], extraHosts: [], issues: [{ level: 'error', path: [], message }] }),
  })
  const page = await show(<Workspaces />)
  expect([page.querySelector('[role=alert]')?.textContent, page.querySelector('.empty')]).toEqual([message, null])
})

test('pressed twice it saves once: the second would find the workspace changed, by the first', async () => {
  const { asked } = stub()
  const page = await show(<Workspaces />)
  await fill(objects(page), '60')
  const save = button(page, 'Save workspace')
  save?.click()
  await press(save)
  expect(saves(asked)).toHaveLength(1)
  expect(notice.value).toEqual({ text: 'Workspace saved', isBad: false })
  await fill(objects(page), '50')
  await press(save)
  expect(saves(asked)).toHaveLength(2)
})

test('what a test found is not said beside another key than it tested', async () => {
  const answers: ((response: Response) => void)[] = []
  const { asked } = stub()
  const page = await show(<Workspaces />)
  const proxy = fetch
  vi.stubGlobal('fetch', (address: string, request?: RequestInit) =>
    address.endsWith('/test-connection') ? new Promise<Response>((resolve) => answers.push(resolve)) : proxy(address, request),
  )
  const key = page.querySelector('[type=password]')
  const result = (): string | undefined => page.querySelector('.test-result')?.textContent ?? undefined
  await fill(key, 'first')
  await press(button(page, 'Test connection'))
  await fill(key, 'second')
  answers[0]?.(Response.json({ result: 'ok', ms: 9 }))
  await settle()
  expect(result()).toBe('')
  await press(button(page, 'Test connection'))
  answers[1]?.(Response.json({ result: 'ok', ms: 9 }))
  await settle()
  expect(result()).toContain('Connected')
  expect(saves(asked)).toEqual([])
})

test.each([
  ['refused by Braze', { status: 401 }, 'Braze refuses the key.'],
  ['one that cannot be a key', {}, 'This cannot be a REST key, so it was not sent.'],
])('the test of a bad key says which it is: %s', async (_, status, words) => {
  stubProxy({
    'GET /admin/api/workspaces': () => ({ workspaces: [workspace('default')], extraHosts: [] }),
    'POST /admin/api/test-connection': () => ({ result: 'bad_key', ...status, ms: 3 }),
  })
  const page = await show(<Workspaces />)
  await press(button(page, 'Test connection'))
  expect(page.querySelector('.test-result')?.textContent).toContain(words)
})

test('adding one can be given up: what was typed is gone, and the focus is where it began', async () => {
  stub()
  const page = await show(<Workspaces />)
  const cards = (): number => page.querySelectorAll('section.card').length
  const before = cards()
  await press(button(page, 'Add a workspace'))
  await fill(page.querySelector('section.card input'), 'brand-eu')
  await press(button(page, 'Cancel'))
  expect([cards(), document.activeElement]).toEqual([before, button(page, 'Add a workspace')])
  await press(button(page, 'Add a workspace'))
  expect(page.querySelector<HTMLInputElement>('section.card input')?.value).toBe('')
})
