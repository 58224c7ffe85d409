// Key, secret, tokens and personal data are planted, the real program is led through everything that could spill them, and every byte that it printed, served or stored is searched.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFakeBraze, type FakeBraze } from '../../../demo/fake-braze/server.ts'
import { keepSecrets } from '../../evidence/evidence.ts'
import { envelope, HUB, ORIGIN } from '../http/fixture.ts'
import { until } from '../service.ts'

const KEY = 'planted-braze-key-8f3a1c77'
const SECRET = 'planted-secret-of-the-proxy-5d21e9b04c'
const ADMIN_TOKEN = 'planted-operator-token-77ab'
const PERSON = ['planted.person@example.com', 'Zyxgertrud', '+61412345678']
const PROOF_PART = 'plantedproofpart'

let braze: FakeBraze
let folder: string
let child: ChildProcess
let printed = ''
const served: string[] = []
let url = ''
let adminUrl = ''

beforeAll(async () => {
  keepSecrets(KEY, PROOF_PART)
  folder = mkdtempSync(join(tmpdir(), 'secrecy-'))
  mkdirSync(join(folder, 'hubs'))
  mkdirSync(join(folder, 'keys'))
  braze = await startFakeBraze({ apiKey: KEY })
  writeFileSync(join(folder, 'keys', 'braze'), KEY)
  writeFileSync(join(folder, 'hubs', 'workspaces.json'), JSON.stringify({ default: { endpoint: braze.url, apiKey: 'file:../keys/braze' } }))
  const rules = [{ ...HUB.rules[0]!, attributes: { first_name: 'field.first_name', phone: { from: 'field.phone', type: 'phone' } } }]
  const identity = [{ as: 'external_id', proof: 'extension.token' }, ...HUB.identity]
  const jwt = { algorithms: ['RS256'], keys: 'https://login.example.com/jwks.json' }
  writeFileSync(join(folder, 'hubs', 'summer.json'), JSON.stringify({ ...HUB, identity, jwt, rules }))
  await start()
})
afterAll(async () => {
  child.kill('SIGKILL')
  await braze.close()
  rmSync(folder, { recursive: true, force: true })
})

async function start(): Promise<void> {
  const { BRAZE_API_KEY: _key, ...environment } = process.env
  void _key
  child = spawn(process.execPath, ['src/proxy/main.ts'], {
    env: {
      ...environment,
      HOST: '127.0.0.1',
      PORT: '0',
      ADMIN_PORT: '0',
      SECRET,
      ADMIN_TOKEN,
      HUBS_DIR: join(folder, 'hubs'),
      DATA_DIR: join(folder, 'data'),
      DEV_BRAZE_HOSTS: new URL(braze.url).host,
      LOG_LEVEL: 'debug',
      PERSON_ENVELOPES_PER_HOUR: '1000',
      PERSON_EVENTS_PER_HOUR: '1000',
    },
  })
  const before = printed.length
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  await until(() => printed.slice(before).includes('"listening"') || child.exitCode !== null)
  const listening = printed
    .slice(before)
    .split('\n')
    .find((line) => line.includes('"listening"'))
  const { port, adminPort } = JSON.parse(listening ?? '{}') as { port: number; adminPort: number }
  url = `http://127.0.0.1:${port}`
  adminUrl = `http://127.0.0.1:${adminPort}`
}

async function ask(address: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
  const answer = await fetch(address, init)
  const text = await answer.text()
  served.push(JSON.stringify([...answer.headers]), text)
  return { status: answer.status, text }
}

const hub = (path: string, body?: string) =>
  ask(`${url}/v1/hubs/summer${path}`, { headers: { origin: ORIGIN }, ...(body !== undefined && { method: 'POST', body }) })
const api = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  ask(`${adminUrl}/admin/api${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

async function submit(): Promise<void> {
  const { rev } = JSON.parse((await hub('')).text) as { rev: string }
  const session = await fetch(`${url}/v1/hubs/summer/session`, { method: 'POST', headers: { origin: ORIGIN } })
  const { token } = (await session.json()) as { token: string }
  const one = envelope(rev, {
    identity: [
      { as: 'external_id', proof: `eyJhbGciOiJSUzI1NiJ9.${PROOF_PART}.x` },
      { as: 'user_alias', label: 'email', value: PERSON[0]! },
    ],
    attributes: { first_name: PERSON[1]!, phone: PERSON[2]! },
  })
  expect((await hub('/submissions', JSON.stringify({ token, sentAt: new Date().toISOString(), submissions: [one] }))).status).toBe(202)
}

const pending = async () => /komo_braze_pending\{workspace="default"\} (\d+)/.exec((await ask(`${adminUrl}/metrics`)).text)?.[1]

function stored(path: string): string {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
}

test('nothing planted is found where it must not be', async () => {
  // An honest submission, delivered.
  await submit()
  await until(() => braze.profiles().length === 1)
  // Braze repeats the key in a 401; the workspace is paused, then tried again at once as an operator resumes.
  braze.fault({ kind: 'echo-key', times: 1 })
  await submit()
  await until(() => printed.includes('paused'))
  await api('POST', '/workspaces/default/resume')
  await until(async () => (await pending()) === '0')
  // Braze repeats personal data in what it says of a refused object.
  const type = `The value "${PERSON[1]}" of ${PERSON[0]} (${PERSON[2]}) is not valid`
  const errors = ['attributes', 'events'].map((input_array) => ({ type, input_array, index: 0 }))
  braze.fault({ kind: 'answer', status: 400, body: { message: 'Valid data must be provided', errors }, times: 1 })
  await submit()
  await until(async () => (JSON.parse((await api('GET', '/dead-letters')).text) as { total: number }).total === 1)
  // Every answer of the operator's port, and refusals on both ports with planted words in them.
  for (const path of [
    '/hubs',
    '/hubs/summer',
    '/hubs/summer/seen',
    '/workspaces',
    '/activity?hours=1',
    '/dead-letters',
    '/none',
    '/session',
  ])
    await api('GET', path)
  await api('POST', '/test-connection', { endpoint: braze.url, workspace: 'default' })
  await api('POST', '/test-connection', { endpoint: braze.url, key: `${KEY}-wrong` })
  await api('POST', '/erase', { nobody: PERSON[0] })
  const wrong = await api('PUT', '/workspaces/wrong', { endpoint: `https://${KEY}.example`, key: KEY }, { 'if-none-match': '*' })
  expect(wrong.status).toBe(422)
  const headers = { 'content-type': 'application/json' }
  await ask(`${adminUrl}/admin/api/session`, { method: 'POST', headers, body: JSON.stringify({ token: `${ADMIN_TOKEN}x` }) })
  for (const body of [`{"${PERSON[0]}":1}`, `{"token":"${PERSON[1]}"`, PERSON.join()]) await hub('/submissions', body)
  await ask(`${url}/${PERSON[0]}`, { headers: { origin: `https://${PERSON[1]}` } })
  // A declaration with the key where it does not belong, and one that is no JSON around it; then what was in force goes on.
  writeFileSync(join(folder, 'hubs', 'wrong.json'), JSON.stringify({ hub: 'wrong', apiKey: KEY, jwt: { keys: KEY }, bot: { secret: KEY } }))
  writeFileSync(join(folder, 'hubs', 'broken.json'), `{ "apiKey": "${KEY}`)
  child.kill('SIGHUP')
  await until(() => printed.includes('"wrong"') && printed.includes('"broken"'))
  for (const name of ['wrong.json', 'broken.json']) rmSync(join(folder, 'hubs', name))
  // The command line.
  const command = spawn(process.execPath, ['src/proxy/main.ts', 'dead-letters', 'list'], {
    env: { ...process.env, ADMIN_TOKEN, ADMIN_PORT: new URL(adminUrl).port },
  })
  command.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  command.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  await new Promise((resolve) => command.once('exit', resolve))
  expect(printed).toContain('1 of 1')
  // Stopped while Braze does not answer: something stays in the outbox.
  braze.fault({ kind: 'status', status: 503, times: null })
  await submit()
  child.kill('SIGTERM')
  await until(() => child.exitCode !== null)
  expect(child.exitCode).toBe(0)

  const answers = served.join('\n')
  const [data, hubs] = [stored(join(folder, 'data')), stored(join(folder, 'hubs'))]
  for (const secret of [KEY, SECRET, ADMIN_TOKEN, PROOF_PART]) {
    expect(printed, 'printed').not.toContain(secret)
    expect(answers, 'served').not.toContain(secret)
    expect(data + hubs, 'stored').not.toContain(secret)
  }
  for (const personal of PERSON) {
    expect(printed, 'printed').not.toContain(personal)
    expect(answers, 'served').not.toContain(personal)
    expect(hubs, 'stored beside the hubs').not.toContain(personal)
    // Where it must be: waiting to be sent, and with Braze.
    expect(data, 'stored').toContain(personal)
    expect(JSON.stringify(braze.requests()), 'sent').toContain(personal)
  }
})
