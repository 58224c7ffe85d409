// The whole service for tests: settings, folders, both ports, dispatch to the stand-in for Braze; in this process, with its log kept.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFakeBraze } from '../../demo/fake-braze/server.ts'
import { ADMIN_ROUTES, type AdminRoute } from '../../src/core/admin.ts'
import type { Envelope } from '../../src/core/envelope.ts'
import { serve, type Running } from '../../src/proxy/serve.ts'
import { readSettings } from '../../src/proxy/settings.ts'
import { keep, keepFolder, keepSecretsOf } from '../evidence/evidence.ts'
import { keepServedAt } from '../evidence/worker.ts'
import { HUB, ORIGIN, SECRET } from './http/fixture.ts'

export const ADMIN_TOKEN = 'operator-token-of-the-tests'
export const API_KEY = 'braze-key-0123456789-of-the-tests'

export interface ServiceRig {
  url: string
  adminUrl: string
  braze: Awaited<ReturnType<typeof startFakeBraze>>
  hubsDir: string
  dataDir: string
  running: Running
  log: string[]
  rev(hub?: string): Promise<string>
  token(hub?: string): Promise<string>
  submit(envelopes: Envelope[], hub?: string): Promise<Response>
  /** An operator's route, with the operator's token. */
  api<Answer>(route: AdminRoute, options?: ApiOptions): Promise<{ status: number; json: Answer; headers: Headers }>
  restart(env?: Record<string, string>): Promise<void>
  stop(): Promise<void>
}

export interface ApiOptions {
  params?: Record<string, string>
  query?: string
  body?: unknown
  headers?: Record<string, string>
}

export async function startService(options: { files?: Record<string, unknown>; env?: Record<string, string> } = {}): Promise<ServiceRig> {
  const folder = mkdtempSync(join(tmpdir(), 'service-'))
  const [hubsDir, dataDir] = [join(folder, 'hubs'), join(folder, 'data')]
  mkdirSync(hubsDir)
  for (const [name, content] of Object.entries(options.files ?? { 'summer.json': HUB }))
    writeFileSync(join(hubsDir, name), typeof content === 'string' ? content : JSON.stringify(content))
  const braze = await startFakeBraze({ port: 0, host: '127.0.0.1', apiKey: API_KEY })
  const log: string[] = []
  const start = async (env: Record<string, string>): Promise<Running> => {
    const environment = {
      HOST: '127.0.0.1',
      PORT: '0',
      ADMIN_PORT: '0',
      HUBS_DIR: hubsDir,
      DATA_DIR: dataDir,
      SECRET,
      ADMIN_TOKEN,
      BRAZE_REST_ENDPOINT: braze.url,
      BRAZE_API_KEY: API_KEY,
      DEV_BRAZE_HOSTS: new URL(braze.url).host,
      PERSON_ENVELOPES_PER_HOUR: '1000',
      PERSON_EVENTS_PER_HOUR: '1000',
      ...env,
    }
    keepSecretsOf(environment)
    return serve(readSettings(environment), { environment, dist: 'dist', version: '0.0.0', logTo: { write: (line) => log.push(line) } })
  }
  const rig: ServiceRig = {
    url: '',
    adminUrl: '',
    braze,
    hubsDir,
    dataDir,
    running: await start(options.env ?? {}),
    log,
    async rev(hub = 'summer') {
      const answer = await fetch(`${rig.url}/v1/hubs/${hub}`, { headers: { origin: ORIGIN } })
      return ((await answer.json()) as { rev: string }).rev
    },
    async token(hub = 'summer') {
      const answer = await fetch(`${rig.url}/v1/hubs/${hub}/session`, { method: 'POST', headers: { origin: ORIGIN } })
      return ((await answer.json()) as { token: string }).token
    },
    async submit(submissions, hub = 'summer') {
      const body = JSON.stringify({ token: await rig.token(hub), sentAt: new Date().toISOString(), submissions })
      return fetch(`${rig.url}/v1/hubs/${hub}/submissions`, { method: 'POST', headers: { origin: ORIGIN }, body })
    },
    async api<Answer>(route: AdminRoute, { params = {}, query = '', body, headers }: ApiOptions = {}) {
      const { method, path } = ADMIN_ROUTES[route]
      const where = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
      const answer = await fetch(rig.adminUrl + where + query, {
        method,
        headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await answer.text()
      return { status: answer.status, json: (text === '' ? undefined : JSON.parse(text)) as Answer, headers: answer.headers }
    },
    async restart(env = {}) {
      await rig.running.stop()
      // A start that fails leaves nothing to stop.
      rig.running = { ...rig.running, stop: async () => {} }
      rig.running = await start({ ...options.env, ...env })
      locate()
    },
    async stop() {
      await rig.running.stop()
      await braze.close()
      keep('printed', 'in this process', log.join(''))
      for (const path of [dataDir, hubsDir]) keepFolder(path)
      rmSync(folder, { recursive: true, force: true })
    },
  }
  const locate = (): void => {
    rig.url = `http://127.0.0.1:${rig.running.port}`
    rig.adminUrl = `http://127.0.0.1:${rig.running.adminPort}`
    keepServedAt(rig.running.port, rig.running.adminPort)
  }
  locate()
  return rig
}

/** Waits until it holds; the test's own time-out ends the waiting. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
}
