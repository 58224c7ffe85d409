// What the operator is shown of the last hours.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ActivityAnswer } from '../../../src/core/admin.ts'
import { envelope } from '../http/fixture.ts'
import { startService, until, type ServiceRig } from '../service.ts'

let rig: ServiceRig
beforeAll(async () => {
  rig = await startService()
})
afterAll(() => rig.stop())

test('activity: what waits now stands in the last bucket', async () => {
  await rig.api('pauseWorkspace', { params: { name: 'default' } })
  await rig.submit([envelope(await rig.rev())])
  const last = async () => (await rig.api<ActivityAnswer>('activity', { query: '?hours=1&hub=summer' })).json.series.at(-1)?.pending
  expect(await last()).toBe(1)
  await rig.api('resumeWorkspace', { params: { name: 'default' } })
  await until(async () => (await last()) === 0)
})

test('activity: counts and the last submissions, masked, with their stages', async () => {
  const one = envelope(await rig.rev(), { identity: [{ as: 'user_alias', label: 'email', value: 'visible@example.com' }] })
  await rig.submit([one, envelope(await rig.rev(), { attributes: { nope: 'x' } })])
  const read = async () => (await rig.api<ActivityAnswer>('activity', { query: '?hours=1&hub=summer' })).json
  await until(async () => (await read()).submissions.find(({ id }) => id === one.id)?.stages.at(-1)?.stage === 'sent')
  const { submissions, series, refusals } = await read()
  expect(submissions[0]).toMatchObject({
    person: { as: 'email', masked: 'v•••@e•••.com' },
    events: ['Entered'],
    attributes: expect.arrayContaining(['first_name']) as string[],
  })
  expect(submissions[0]?.stages.map(({ stage }) => stage)).toEqual(['accepted', 'sending', 'sent'])
  expect(series).toHaveLength(60)
  expect(refusals).toContainEqual({ code: 'undeclared', count: 1 })
  expect(JSON.stringify(submissions)).not.toContain('visible@')
  expect((await rig.api('activity', { query: '?hours=2' })).status).toBe(400)
})
