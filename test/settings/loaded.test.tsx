// What a page shows while the proxy cannot be asked again: the old figures, called old.
import { afterEach, expect, test, vi } from 'vitest'
import { Workspaces } from '../../src/settings/pages/workspaces.tsx'
import { dateTime } from '../../src/settings/format.ts'
import { settle, show, stubProxy } from './page-rig.ts'
import { workspace } from './sample-data.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('figures that could not be had again say so, and since when, until they can', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  const came = new Date().toISOString()
  let isBroken = false
  stubProxy({ 'GET /admin/api/workspaces': () => (isBroken ? 'internal' : { workspaces: [workspace('default')], extraHosts: [] }) })
  const page = await show(<Workspaces />)
  const said = async (broken: boolean): Promise<(string | undefined)[]> => {
    isBroken = broken
    vi.advanceTimersByTime(5_000)
    await settle()
    return [page.querySelector('.note.bad')?.textContent ?? undefined, page.querySelector('h2')?.textContent]
  }
  expect(page.querySelector('.note.bad')).toBeNull()
  expect(await said(true)).toEqual([
    `Something went wrong in the proxy. Its log says what. What is shown is as of ${dateTime(came)}.`,
    'default Healthy',
  ])
  expect(await said(false)).toEqual([undefined, 'default Healthy'])
})
