// What a page shows while the proxy cannot be asked again: the old figures, called old.
import { afterEach, expect, test, vi } from 'vitest'
import { App } from '../../src/settings/app.tsx'
import { api, isOffline, restoreSession } from '../../src/settings/app-state.ts'
import { drafts } from '../../src/settings/drafts.ts'
import { newHub } from '../../src/settings/new-hub.ts'
import { Loaded } from '../../src/settings/parts/state.tsx'
import { useResource, type Resource } from '../../src/settings/resource.ts'
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
    `Something went wrong in the proxy. Its log says what. The data shown is from ${dateTime(came)}.`,
    'default Healthy',
  ])
  expect(await said(false)).toEqual([undefined, 'default Healthy'])
})

test('what is loaded just once is asked for again while the proxy does not answer, as the page says', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  let isAway = true
  const asked = stubProxy({
    'GET /admin/api/hubs/a/versions': () => {
      if (isAway) throw new TypeError('nobody answers')
      return { versions: [] }
    },
  })
  const Page = () => <Loaded of={useResource(() => api.versions('a'), 'a')}>{() => <p>Here it is</p>}</Loaded>
  const page = await show(<Page />)
  expect(page.textContent).toContain('The proxy does not answer. This page tries again by itself.')
  isAway = false
  vi.advanceTimersByTime(5_000)
  await settle()
  expect(page.textContent).toBe('Here it is')
  vi.advanceTimersByTime(60_000)
  expect(asked).toHaveLength(2)
})

test('a hub that was never saved, which nothing is loaded for, finds that the proxy is back, as the page says', async () => {
  let isAway = false
  const here = (answer: object) => () => {
    if (isAway) throw new TypeError('nobody answers')
    return answer
  }
  stubProxy({
    'GET /admin/api/session': here({ csrf: 'c', version: '', address: '', writable: true }),
    'GET /admin/api/workspaces': here({ workspaces: [], extraHosts: [] }),
    'POST /admin/api/dry-run': here({ issues: [], rules: [] }),
  })
  await restoreSession()
  drafts.set('new', { file: newHub('new', 'https://new.komo.site', 'default'), isImported: false })
  location.hash = '#/hubs/new/people'
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const page = await show(<App />)
  isAway = true
  await api.dryRun({ hub: newHub('new', 'https://new.komo.site', 'default') }).catch(() => {})
  await settle()
  expect(page.textContent).toContain('The proxy does not answer. This page tries again by itself.')
  isAway = false
  vi.advanceTimersByTime(5_000)
  await settle()
  expect([isOffline.value, page.textContent.includes('The proxy does not answer.')]).toEqual([false, false])
})

test('an answer that comes after that of a later try is of no use any more', async () => {
  const answers: ((text: string) => void)[] = []
  let resource: Resource<string> | undefined
  const Page = () => {
    resource = useResource(() => new Promise<string>((resolve) => answers.push(resolve)), 'a')
    return <Loaded of={resource}>{(text) => <p>{text}</p>}</Loaded>
  }
  const page = await show(<Page />)
  void resource?.reload()
  answers[1]?.('after')
  await settle()
  answers[0]?.('before')
  await settle()
  expect(page.textContent).toBe('after')
})
