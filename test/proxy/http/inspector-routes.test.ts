// The inspector's sessions: begun by an operator's code, on one hub, bounded.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InspectorCode } from '../../../src/core/admin.ts'
import { SEEN_MAX, type InspectorSession, type Seen } from '../../../src/core/inspector.ts'
import type { Envelope } from '../../../src/core/envelope.ts'
import type { HubFile } from '../../../src/core/hub-file.ts'
import { envelope, HUB, ORIGIN, startRig } from './fixture.ts'
import { startService, type ServiceRig } from '../service.ts'

let rig: ServiceRig
beforeAll(async () => {
  rig = await startService({ files: { 'summer.json': HUB, 'winter.json': { ...HUB, hub: 'winter' } } })
})
afterAll(() => rig.stop())

const post = (path: string, body: unknown, origin = ORIGIN, hub = 'summer') =>
  fetch(`${rig.url}/v1/hubs/${hub}/${path}`, { method: 'POST', headers: { origin }, body: JSON.stringify(body) })
const invite = async () =>
  (await rig.api<InspectorCode>('inspectorCode', { params: { hub: 'summer' }, body: { connect: `${rig.adminUrl}/admin/` } })).json.code
const seen = (label: string): Seen => ({
  forms: [{ selector: 'form#entry', at: '2026-11-21T09:30:00.000Z', path: '/', fields: [{ id: 'email', kind: 'email', label }] }],
  events: [{ name: 'card-answered', at: '2026-11-21T09:30:00.000Z', cardTypes: ['Quiz'], paths: [{ path: 'answer', kind: 'string' }] }],
})

test('a code opens one session, on its hub only; the session reports and dry-runs', async () => {
  const code = await invite()
  expect((await post('inspector', { code: 'made-up' })).status).toBe(401)
  expect((await post('inspector', { code }, ORIGIN, 'winter')).status).toBe(401)
  const opened = (await (await post('inspector', { code })).json()) as InspectorSession
  expect(opened.connect).toBe(`${rig.adminUrl}/admin/`)
  expect((await post('inspector', { code })).status).toBe(401)
  const { session } = opened
  const reported = await post('seen', { session, seen: seen('E-mail') })
  expect([reported.status, reported.headers.get('access-control-allow-origin')]).toEqual([204, ORIGIN])
  expect((await post('seen', { session, seen: seen('Your e-mail') })).status).toBe(204)
  const { json } = await rig.api<Seen>('seen', { params: { hub: 'summer' } })
  expect(json.forms).toEqual(seen('Your e-mail').forms)
  const dry = await post('dry-run', { session, envelope: envelope(opened.rev) })
  expect(await dry.json()).toMatchObject({ rule: 'entry', body: { events: [{ name: 'Entered' }] } })
  // The page has a newer file than this proxy: it may ask again, its session is good.
  const unknown = await post('dry-run', { session, envelope: envelope('0'.repeat(16)) })
  expect([unknown.status, ((await unknown.json()) as { code: string }).code]).toEqual([503, 'unknown_rev'])
})
test('in a dry run a proof is judged by the moment of its capture', async () => {
  const moments: number[] = []
  const verify = (_hub: HubFile, { identity }: Envelope, at: number) => (moments.push(at), Promise.resolve(identity.map(() => 'M-1')))
  const own = await startRig({ hubs: [{ ...HUB, identity: [{ as: 'external_id', proof: 'extension.token' }] }], proofs: { verify } })
  const { inspectors } = own.service
  const opened = inspectors.open(inspectors.invite('summer', '', own.service.elapsed()), 'summer', ORIGIN, own.service.elapsed())
  const at = new Date(Date.now() - 7_200_000).toISOString()
  const body = { session: opened?.session, envelope: envelope(own.rev(), { at, identity: [{ as: 'external_id', proof: 'a.b.c' }] }) }
  const init = { method: 'POST', headers: { origin: ORIGIN }, body: JSON.stringify(body) }
  const answer = await fetch(`${own.url}/v1/hubs/summer/dry-run`, init)
  expect(await answer.json()).toMatchObject({ rule: 'entry', body: { events: [{ external_id: 'M-1' }] } })
  expect(moments).toEqual([Date.parse(at)])
  await own.stop()
})
test('a session is given the declaration, and nothing of where its keys, its secrets or its workspace are', async () => {
  const bot = { verify: 'https://the-verifier.example', siteKey: 'k', secret: 'env:PLACE_OF_THE_SECRET' }
  const jwt = { algorithms: ['RS256'], keys: 'https://login.example.com/jwks.json' }
  const own = await startService({
    files: { 'summer.json': { ...HUB, workspace: 'default', bot, jwt } },
    env: { PLACE_OF_THE_SECRET: 'bot-secret' },
  })
  const { code } = (await own.api<InspectorCode>('inspectorCode', { params: { hub: 'summer' }, body: { connect: own.adminUrl } })).json
  const body = JSON.stringify({ code })
  const answer = await fetch(`${own.url}/v1/hubs/summer/inspector`, { method: 'POST', headers: { origin: ORIGIN }, body })
  expect(((await answer.json()) as InspectorSession).file).toEqual(HUB)
  await own.stop()
})
test('visitors have no session, and a session cannot be used by another hub', async () => {
  const session = ((await (await post('inspector', { code: await invite() })).json()) as InspectorSession).session
  expect((await post('seen', { session: 'made-up', seen: seen('x') })).status).toBe(401)
  expect((await post('seen', { session, seen: seen('x') }, ORIGIN, 'winter')).status).toBe(401)
  expect((await post('dry-run', { session: 'made-up', envelope: envelope(await rig.rev()) })).status).toBe(401)
})
test('a report is bounded, and has no place for values', async () => {
  const session = ((await (await post('inspector', { code: await invite() })).json()) as InspectorSession).session
  const send = async (more: object) => (await post('seen', { session, seen: { ...seen('x'), ...more } })).status
  expect(await send({ forms: Array.from({ length: 41 }, () => seen('x').forms[0]) })).toBe(400)
  expect(await send({ forms: [{ ...seen('x').forms[0], fields: [{ id: 'email', kind: 'email', value: 'a@b.c' }] }] })).toBe(400)
  expect((await post('seen', { session, seen: seen('x'.repeat(SEEN_MAX.characters)) })).status).toBe(204)
  expect((await post('seen', { session, seen: seen('x'.repeat(SEEN_MAX.characters + 1)) })).status).toBe(400)
  expect((await post('seen', { session, seen: seen('x'.repeat(70_000)) })).status).toBe(413)
})
test('whoever guesses codes is told to wait', async () => {
  const own = await startService({ env: { RATE_TOKEN_BURST: '3', RATE_TOKEN_PER_MINUTE: '1' } })
  const statuses = []
  for (const code of ['a', 'b', 'c', 'd']) {
    const init = { method: 'POST', headers: { origin: ORIGIN }, body: JSON.stringify({ code }) }
    statuses.push((await fetch(`${own.url}/v1/hubs/summer/inspector`, init)).status)
  }
  expect(statuses).toEqual([401, 401, 401, 429])
  await own.stop()
})
