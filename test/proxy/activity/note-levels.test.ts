// What the activity page's curve is told of each hub.
import { expect, test } from 'vitest'
import type { Level } from '../../../src/proxy/activity/series.ts'
import { noteLevels } from '../../../src/proxy/activity/note-levels.ts'

const NOW = 1_000_000

test('each hub has what waits of it in all workspaces; one without a file too, and one with nothing', async () => {
  let noted: Record<string, Level> = {}
  await noteLevels({
    store: {
      waiting: async () => [
        { workspace: 'au', hub: 'footy', rows: 2, oldest: NOW - 5_000 },
        { workspace: 'eu', hub: 'footy', rows: 3, oldest: NOW - 9_000 },
        { workspace: 'eu', hub: 'gone', rows: 1, oldest: NOW - 1_000 },
      ],
    },
    registry: { names: () => ['footy', 'quiet'] },
    activity: { levels: (byHub) => (noted = Object.fromEntries(byHub)) },
    now: () => NOW,
  })
  expect(noted).toEqual({
    footy: { pending: 5, oldestSeconds: 9 },
    quiet: { pending: 0, oldestSeconds: 0 },
    gone: { pending: 1, oldestSeconds: 1 },
  })
})
