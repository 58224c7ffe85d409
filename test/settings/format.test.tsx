// Times and spans in words say no more than is so.
import { afterEach, expect, test, vi } from 'vitest'
import { ago } from '../../src/settings/format.ts'
import { Activity } from '../../src/settings/pages/activity.tsx'
import { show, stubProxy } from './page-rig.ts'
import { activity, workspace } from './sample-data.ts'

afterEach(() => vi.unstubAllGlobals())

test.each([
  [0, 'now'],
  [59, '59 seconds ago'],
  [46 * 3600, '1 day ago'],
  [47 * 3600 + 3599, '1 day ago'],
  [48 * 3600, '2 days ago'],
])('%d seconds ago: %s, whatever day of the calendar that was', (seconds, words) => {
  const at = Date.parse('2026-05-04T10:00:00Z')
  expect(ago(new Date(at - seconds * 1000).toISOString(), at)).toBe(words)
})

test('no two ticks of an axis, and no two windows of a limit, are called alike', async () => {
  const answer = activity(true, '24')
  for (const bucket of answer.series) bucket.oldestSeconds = 5_000
  const busy = workspace('default')
  busy.health.windows = [60, 90].map((seconds) => ({ used: 1, requests: 10, seconds }))
  stubProxy({
    'GET /admin/api/hubs': () => ({ hubs: [] }),
    'GET /admin/api/activity': () => answer,
    'GET /admin/api/workspaces': () => ({ workspaces: [busy], extraHosts: [] }),
  })
  const page = await show(<Activity />)
  const texts = (within: Element | undefined, selector: string) =>
    [...(within?.querySelectorAll(selector) ?? [])].map(({ textContent }) => textContent)
  expect(texts([...page.querySelectorAll('.chart')].at(-1), '.tick')).toEqual(['0', '30 min', '1 hr', '1.5 hr'])
  expect(texts(page, '.meter-row > :first-child')).toEqual(['10 requests in 1 min', '10 requests in 1.5 min'])
})
