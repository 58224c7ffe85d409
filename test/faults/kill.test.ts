// The proxy under load is killed with SIGKILL at random moments: of what it has accepted nothing is lost, each person's order is kept, and what Braze got twice was on its way as the proxy died.
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { startProxy } from '../../demo/proxy-child.ts'
import { HUB, openPages, UNLIMITED } from './pages.ts'
import { startRecorder } from './recorder.ts'

const FULL = Boolean(process.env['FULL'])
const ROUNDS = FULL ? 20 : 3
const LEAST_ACCEPTED = FULL ? 100_000 : 5_000
const PAGES = 32

it(`of what was accepted nothing is lost in ${String(ROUNDS)} kills`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'komo-braze-kill-'))
  const recorder = await startRecorder(() => randomInt(1, 30))
  const proxy = await startProxy({
    folder,
    hubs: [HUB],
    braze: { endpoint: recorder.url, apiKey: 'key', isStandIn: true },
    adminToken: 'admin-token-of-the-test',
    secret: 'secret-of-the-test-which-is-long-enough',
    env: UNLIMITED,
  })
  const pages = openPages(proxy.url, PAGES)
  let onTheirWay = 0
  for (let round = 0; round < ROUNDS || pages.accepted.length < LEAST_ACCEPTED; round++) {
    // A round begins once its share is accepted, wherever the machine stands with it; the moment within it is random.
    const share = ((round + 1) * LEAST_ACCEPTED) / ROUNDS
    while (pages.accepted.length < share) await sleep(5)
    await sleep(randomInt(0, 50))
    const before = proxy.output().length
    await proxy.stop('SIGKILL')
    await proxy.start()
    onTheirWay += recovered(proxy.output().slice(before))
  }
  await pages.stop()
  const accepted = new Set(pages.accepted)
  while ([...accepted].some((submission) => !recorder.arrived.has(submission))) await sleep(50)
  await proxy.stop('SIGTERM')

  const twice = [...recorder.arrived.values()].reduce((sum, times) => sum + times - 1, 0)
  console.log(
    `accepted ${String(accepted.size)}, kills ${String(ROUNDS)}, on their way at a kill ${String(onTheirWay)}, at Braze twice ${String(twice)}`,
  )
  expect(accepted.size).toBeGreaterThanOrEqual(LEAST_ACCEPTED)
  expect([...recorder.arrived.keys()].filter((submission) => !accepted.has(submission))).toEqual([])
  expect(twice).toBeLessThanOrEqual(onTheirWay)
  for (const submissions of recorder.byPerson.values()) {
    const turns = submissions.map((submission) => Number(submission.split(':')[1]))
    expect(turns).toEqual([...turns].sort((a, b) => a - b))
  }
  await recorder.close()
  rmSync(folder, { recursive: true })
}, 600_000)

/** Rows that a new process found marked as sending, by its log. */
function recovered(output: string): number {
  return [...output.matchAll(/"rows":(\d+),"policy":"resend"/g)].reduce((sum, [, rows]) => sum + Number(rows), 0)
}
