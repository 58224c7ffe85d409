// What an operator must see of a start, in its log and on the disk.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { envelope, HUB, ORIGIN } from './http/fixture.ts'
import { startService, type ServiceRig } from './service.ts'

const TRUSTING = { ...HUB, identity: [{ as: 'external_id', from: { from: 'field.member' }, trust: 'page' }] }

let rig: ServiceRig
beforeAll(async () => {
  rig = await startService({ files: { 'summer.json': TRUSTING } })
})
afterAll(() => rig.stop())

const warning = (word: string) =>
  rig.log.map((line) => JSON.parse(line) as { level: string; msg: string }).find(({ msg }) => msg.includes(word))

test('hosts that are not Braze are shouted', () => {
  expect(warning('DEVELOPMENT ONLY')).toMatchObject({ level: 'warn', hosts: [new URL(rig.braze.url).host] })
})
test('trust: "page" is said loudly, with the hub and the identity', () => {
  expect(warning('trust: "page"')).toMatchObject({ level: 'warn', hub: 'summer', identity: ['external_id'] })
})
test('what the outbox holds is said at each start: a crash, or a backup put back, left it there', async () => {
  const own = await startService()
  onTestFinished(() => own.stop())
  const said = () => own.log.map((line) => JSON.parse(line) as { msg: string }).filter(({ msg }) => msg === 'the outbox was opened')
  expect(said()).toMatchObject([{ level: 'info', pending: 0, oldestSeconds: 0, deadLetters: 0 }])
  await own.api('pauseWorkspace', { params: { name: 'default' } })
  expect((await own.submit([envelope(await own.rev()), envelope(await own.rev())])).status).toBe(202)
  await own.restart()
  expect(said()).toMatchObject([{}, { pending: 2, deadLetters: 0 }])
})
test('the data folder is the service’s own: nobody else may read it', () => {
  expect((statSync(rig.dataDir).mode & 0o777).toString(8)).toBe('700')
})
test('a HUBS_DIR that is not there is said, whole: Connect makes it, unless its name is a slip', async () => {
  const HUBS_DIR = join(rig.hubsDir, 'hbus')
  await rig.restart({ HUBS_DIR })
  expect(warning('HUBS_DIR')).toMatchObject({ level: 'warn', folder: HUBS_DIR, msg: 'HUBS_DIR: there is no such folder yet' })
})
test('X-Forwarded-For from a proxy that nobody named is said once, without an address; from a named one it is not', async () => {
  const said = async (TRUSTED_PROXIES: string): Promise<string[]> => {
    await rig.restart({ TRUSTED_PROXIES })
    rig.log.length = 0
    const headers = { origin: ORIGIN, 'x-forwarded-for': '203.0.113.7' }
    await fetch(`${rig.url}/v1/hubs/summer`, { headers })
    await fetch(`${rig.url}/v1/hubs/summer/submissions`, { method: 'POST', headers, body: '{}' })
    return rig.log.filter((line) => line.includes('X-Forwarded-For'))
  }
  expect(await said('127.0.0.1')).toEqual([])
  const [line, ...more] = await said('10.0.0.0/8')
  expect(JSON.parse(line ?? '')).toMatchObject({ level: 'warn', msg: expect.stringContaining('TRUSTED_PROXIES') as string })
  expect([more, line]).toEqual([[], expect.not.stringMatching(/203\.0|127\.0/)])
})
