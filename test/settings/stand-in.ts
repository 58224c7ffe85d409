// A stand-in for the proxy's admin port, for what the real one cannot be brought into at will: full charts, read-only folders, lost sessions. Judges with the real core.
import { readFile } from 'node:fs/promises'
import { serve } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import {
  ADMIN_REFUSALS,
  type AdminRefusal,
  type DeadLetterChoice,
  type DeadLetterView,
  type DryRunRequest,
  type HubDetail,
  type Issue,
  type WorkspaceView,
} from '../../src/core/admin.ts'
import type { Seen } from '../../src/core/inspector.ts'
import { dryRun } from '../../src/core/dry-run.ts'
import { dryRunRule } from '../../src/core/dry-run-rule.ts'
import type { HubFile } from '../../src/core/hub-file.ts'
import { tables } from '../../src/proxy/accept/tables.ts'
import { messageOf } from '../../src/schema/issues.ts'
import { parseHubFile } from '../../src/schema/parse-hub-file.ts'
import { warningsOf } from '../../src/schema/warnings/warnings.ts'
import { activity, deadLetters, seen as fullSeen, workspace } from './sample-data.ts'

const DIST = new URL('../../dist/admin/', import.meta.url)
const TYPES: { [ending: string]: string } = {
  json: 'application/json',
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}
export const STAND_IN_TOKEN = 'stand-in-token-of-thirty-two-bytes'

export interface StandIn {
  url: string
  hubs: Map<string, HubDetail>
  letters: DeadLetterView[]
  workspaces: WorkspaceView[]
  /** What the next calls answer instead. */
  refuse: Map<string, AdminRefusal>
  writable: boolean
  close(): Promise<void>
}

export async function startStandIn({ isFull }: { isFull: boolean }): Promise<StandIn> {
  const app = new Hono()
  let sessions = 0
  let etags = 0
  const state = {
    hubs: new Map<string, HubDetail>(),
    letters: isFull ? deadLetters() : [],
    workspaces: isFull ? [workspace('default'), workspace('brand-eu')] : [],
    refuse: new Map<string, AdminRefusal>(),
    writable: true,
  }
  const seen: Seen = isFull ? fullSeen() : { forms: [], events: [] }
  if (isFull) {
    const file = JSON.parse(await readFile(new URL('../../demo/hubs/summer-footy.json', import.meta.url), 'utf8')) as HubFile
    file.origins = ['https://summer-footy.komo.site']
    declareMore(file)
    for (const [index, hub] of ['summer-footy', 'winter-quiz', 'member-draw'].entries()) {
      state.hubs.set(hub, {
        ...detail({ ...file, hub, origins: [`https://${hub}.komo.site`] }, index),
        state: index === 2 ? 'paused' : 'enabled',
      })
    }
  }

  function detail(file: HubFile, index = 9): HubDetail {
    const parsed = parseHubFile(file)
    return {
      hub: file.hub,
      state: parsed.ok ? 'enabled' : 'disabled',
      issues: issuesOf(file),
      workspace: file.workspace ?? 'default',
      origins: file.origins,
      rules: file.rules.length,
      rev: '0123456789abcdef',
      ...(index < 2 && { scriptSeen: { at: new Date(Date.now() - 120_000).toISOString(), origin: file.origins[0] ?? '' } }),
      accepted: [4812, 967, 0][index] ?? 0,
      refused: [3, 0, 0][index] ?? 0,
      pending: [12, 0, 0][index] ?? 0,
      deadLetters: [4, 0, 0][index] ?? 0,
      file,
      etag: String(++etags),
    }
  }

  app.use('/admin/api/*', async (context, next) => {
    const refused = state.refuse.get(`${context.req.method} ${context.req.path}`)
    if (refused) return problem(context, refused)
    if (context.req.path !== '/admin/api/session' || context.req.method !== 'POST') {
      if (!context.req.header('cookie')?.includes('komo-braze-admin=')) return problem(context, 'no_session')
      if (context.req.method !== 'GET' && context.req.header('x-csrf-token') !== 'csrf') return problem(context, 'bad_csrf')
    }
    return next()
  })
  const session = () => ({
    csrf: 'csrf',
    version: '0.1.0',
    address: 'https://braze.example.com',
    writable: state.writable,
  })
  app.post('/admin/api/session', async (context) => {
    const { token } = await context.req.json<{ token: string }>()
    if (token !== STAND_IN_TOKEN) return problem(context, 'wrong_token')
    context.header('Set-Cookie', `komo-braze-admin=${++sessions}; HttpOnly; SameSite=Strict; Path=/admin`)
    return context.json(session())
  })
  app.get('/admin/api/session', (context) => context.json(session()))
  app.delete('/admin/api/session', (context) => {
    context.header('Set-Cookie', 'komo-braze-admin=; Max-Age=0; Path=/admin')
    return context.body(null, 204)
  })
  app.get('/admin/api/hubs', (context) => context.json({ hubs: [...state.hubs.values()] }))
  app.get('/admin/api/hubs/:hub', (context) => {
    const found = state.hubs.get(context.req.param('hub'))
    return found ? context.json(found) : problem(context, 'not_found')
  })
  app.put('/admin/api/hubs/:hub', async (context) => {
    const { file } = await context.req.json<{ file: HubFile }>()
    const before = state.hubs.get(file.hub)
    const wanted = context.req.header('if-match')
    if (before ? wanted !== `"${before.etag}"` : context.req.header('if-none-match') !== '*') return problem(context, 'changed')
    const issues = issuesOf(file)
    if (issues.some(({ level }) => level === 'error')) {
      return context.json({ type: 'about:blank', title: 'invalid_hub', status: 422, code: 'invalid_hub', issues }, 422)
    }
    const saved = detail(file)
    state.hubs.set(file.hub, saved)
    return context.json(saved)
  })
  for (const [verb, to] of [
    ['pause', 'paused'],
    ['resume', 'enabled'],
  ] as const) {
    app.post(`/admin/api/hubs/:hub/${verb}`, (context) => {
      const found = state.hubs.get(context.req.param('hub'))
      if (!found) return problem(context, 'not_found')
      found.state = to
      return context.json(found)
    })
    app.post(`/admin/api/workspaces/:name/${verb}`, (context) => {
      const found = state.workspaces.find(({ name }) => name === context.req.param('name'))
      if (!found) return problem(context, 'not_found')
      found.health = { ...found.health, state: verb === 'pause' ? 'paused' : 'ok', ...(verb === 'pause' && { reason: 'operator' }) }
      return context.json(found)
    })
  }
  app.get('/admin/api/hubs/:hub/versions', (context) =>
    context.json({ versions: isFull ? [{ id: '1', at: '2026-11-20T10:00:00.000Z', bytes: 2100 }] : [] }),
  )
  app.post('/admin/api/hubs/:hub/inspector', (context) => context.json({ code: 'one-use' }))
  app.get('/admin/api/hubs/:hub/seen', (context) => context.json(seen))
  app.post('/admin/api/dry-run', async (context) => {
    const { hub, capture } = await context.req.json<DryRunRequest>()
    const issues = issuesOf(hub)
    if (!capture || issues.some(({ level }) => level === 'error')) return context.json({ issues, rules: [] })
    const runs = dryRun(hub, '0123456789abcdef', capture, { tables, now: Date.now() })
    return context.json({ issues, rules: runs.map(dryRunRule) })
  })
  app.get('/admin/api/workspaces', (context) => context.json({ workspaces: state.workspaces, extraHosts: [] }))
  app.put('/admin/api/workspaces/:name', (context) => {
    const saved = workspace(context.req.param('name'))
    state.workspaces = [...state.workspaces.filter(({ name }) => name !== saved.name), saved]
    return context.json(saved)
  })
  app.post('/admin/api/test-connection', (context) => context.json({ result: 'ok', status: 400, ms: 84 }))
  app.get('/admin/api/activity', (context) => context.json(activity(isFull, context.req.query('hours') ?? '24')))
  app.get('/admin/api/dead-letters', (context) => {
    const reason = context.req.query('reason')
    const counts = new Map<string, number>()
    for (const letter of state.letters) counts.set(letter.reason, (counts.get(letter.reason) ?? 0) + 1)
    const letters = state.letters.filter((letter) => !reason || letter.reason === reason)
    return context.json({ letters, total: letters.length, reasons: [...counts].map(([one, count]) => ({ reason: one, count })) })
  })
  for (const verb of ['replay', 'purge']) {
    app.post(`/admin/api/dead-letters/${verb}`, async (context) => {
      const choice = await context.req.json<DeadLetterChoice>()
      const before = state.letters.length
      state.letters = state.letters.filter(({ id, reason }) =>
        'ids' in choice ? !choice.ids.includes(id) : choice.all.reason !== undefined && choice.all.reason !== reason,
      )
      return context.json({ count: before - state.letters.length })
    })
  }
  app.get('/admin', (context) => context.redirect('/admin/'))
  app.get('/admin/:file{.*}', async (context) => {
    const file = context.req.param('file') || 'index.html'
    const bytes = await readFile(new URL(file, DIST)).catch(() => undefined)
    if (!bytes) return context.notFound()
    return context.body(new Uint8Array(bytes), 200, {
      'Content-Type': TYPES[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    })
  })

  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started))
  })
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}/admin/`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  })
}

/** What the sample hub has no use for, so that the pages show it too: conditions, one of them too deep for rows, and a purchase. */
function declareMore({ rules: [first] }: HubFile): void {
  const [event] = first?.events ?? []
  if (!first || !event) return
  event.when = { any: [{ 'field.team': { in: ['sharks', 'roos'] } }, { 'field.newsletter': true }] }
  first.purchases = [
    {
      productId: { template: 'season-pass-{field.team}' },
      price: { value: 129.5 },
      currency: { value: 'AUD' },
      properties: { first_name: 'field.first_name' },
      when: { all: [{ any: [{ 'field.team': 'sharks' }, { 'field.games': { present: true } }] }, { 'field.privacy': true }] },
    },
  ]
}

function issuesOf(file: HubFile): Issue[] {
  const parsed = parseHubFile(file)
  if (parsed.ok) return warningsOf(parsed.hub, 7).map(({ path, message }) => ({ level: 'warning', path: [...path], message }))
  return parsed.findings.map(({ path, ...finding }) => ({ level: 'error', path, message: messageOf(finding) }))
}

function problem(context: Context, code: AdminRefusal): Response {
  const status = ADMIN_REFUSALS[code]
  return context.json({ type: 'about:blank', title: code, status, code, ...(status === 429 && { retryAfter: 60 }) }, status)
}
