// Signing in: a browser that keeps no session is told apart from a wrong token, and a session that ended is said where the next one begins.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AdminRefusal } from '../../src/core/admin.ts'
import { App } from '../../src/settings/app.tsx'
import { api, attempt, hasEnded, notice, restoreSession, session } from '../../src/settings/app-state.ts'
import { fill, press, settle, show, stubProxy } from './page-rig.ts'

const SESSION = { csrf: 'c', version: '', address: '', writable: true }
const ENDED = 'Your session has ended. Sign in again.'
let isKept = true
let isIn = false

beforeEach(() => {
  ;[isKept, isIn, session.value, hasEnded.value, notice.value] = [true, false, undefined, false, undefined]
  const guarded = (answer: object) => (): object | AdminRefusal => (isIn && isKept ? answer : 'no_session')
  stubProxy({
    'POST /admin/api/session': ({ body }) => {
      isIn = (body as { token: string }).token === 'right'
      return isIn ? SESSION : 'wrong_token'
    },
    'GET /admin/api/session': guarded(SESSION),
    'GET /admin/api/hubs': guarded({ hubs: [] }),
    'POST /admin/api/hubs/a/pause': guarded({}),
    'DELETE /admin/api/session': () => {
      isIn = false
      // A look that comes behind it is answered first.
      void api.hubs().catch(() => {})
      return {}
    },
  })
})
afterEach(() => vi.unstubAllGlobals())

async function signIn(page: Element, token: string): Promise<string | undefined> {
  await fill(page.querySelector('[type=password]'), token)
  page.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  await settle()
  return page.querySelector('.wrong')?.textContent
}

test('where the browser drops the cookie that is said, not nothing', async () => {
  isKept = false
  await restoreSession()
  const page = await show(<App />)
  expect(page.textContent).not.toContain(ENDED)
  expect(await signIn(page, 'wrong')).toBe('That is not the token.')
  expect(await signIn(page, 'right')).toBe('The browser keeps no session here: open this page over HTTPS or on localhost.')
  expect(page.querySelector('nav')).toBeNull()
})

test('a session that ended is said once, until the next one', async () => {
  await restoreSession()
  const page = await show(<App />)
  await signIn(page, 'right')
  expect(page.querySelector('nav')).not.toBeNull()
  isIn = false
  await attempt(async () => void (await api.pauseHub('a')))
  await settle()
  expect(page.textContent.split(ENDED)).toHaveLength(2)
  await signIn(page, 'right')
  expect([page.querySelector('nav') === null, page.textContent.includes(ENDED)]).toEqual([false, false])
})

test('who signs out is not told that the session ended, though a look at that moment is turned away', async () => {
  await restoreSession()
  const page = await show(<App />)
  await signIn(page, 'right')
  await press([...page.querySelectorAll('button')].find(({ textContent }) => textContent === 'Sign out'))
  await settle()
  expect([page.querySelector('nav'), page.textContent.includes(ENDED)]).toEqual([null, false])
})
