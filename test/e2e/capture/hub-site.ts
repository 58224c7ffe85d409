// The two servers of a capture test: the hub's site, which serves the case's page and takes what the site itself submits, and the proxy's public routes, which record what the script sends.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { compile } from '../../../src/core/compile.ts'
import type { Envelope, SubmissionsRequest } from '../../../src/core/envelope.ts'
import type { HubFile } from '../../../src/core/hub-file.ts'

/** What the site's own server saw of a submission. */
export interface SiteRequest {
  method: string
  url: string
  type: string
  body: string
}

export interface PageSource {
  html: string
  head?: string
  headers?: Record<string, string>
  /** More pages of the same hub by path, such as `/next`. */
  more?: Record<string, string>
  /** Without the script tag: the case brings it itself, or wants none. */
  bare?: boolean
  /** More of the script tag's query, such as `consent=wait`. */
  query?: string
}

/** How the recording proxy answers one of its routes instead of well. */
export type Fault = {
  route: 'hub' | 'session' | 'submissions' | 'script'
  times: number
  answer: (response: ServerResponse, request: IncomingMessage) => void
}

export interface HubRecord {
  file: HubFile
  rev: string
  page: PageSource
  /** Each once, in order of arrival. */
  submissions: Envelope[]
  /** Every one that arrived, also again. */
  arrivals: Envelope[]
  requests: { route: string; at: number; body: string; origin: string | undefined }[]
  site: SiteRequest[]
  markers: number
  faults: Fault[]
  /** Requests to `hold…` that stay in flight until the test ends them. */
  held: ServerResponse[]
}

export interface HubSite {
  site: string
  proxy: string
  add(slug: string, file: HubFile, page: PageSource): HubRecord
  close(): Promise<void>
}

const SCRIPT = readFileSync(new URL('../../../dist/embed.js', import.meta.url), 'utf8')

export async function startHubSite(): Promise<HubSite> {
  const hubs = new Map<string, HubRecord>()
  const proxyServer = createServer((request, response) => void answerAsProxy(request, response).catch(() => response.destroy()))
  const siteServer = createServer((request, response) => void answerAsSite(request, response).catch(() => response.destroy()))
  const proxy = await listen(proxyServer)
  const site = await listen(siteServer)

  async function answerAsProxy(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', proxy)
    const headers = {
      'Access-Control-Allow-Origin': request.headers.origin ?? '*',
      'Access-Control-Expose-Headers': 'Retry-After',
      'Cache-Control': 'no-store',
    }
    const body = await bodyOf(request)
    const isScript = pathname === '/v1/embed.js'
    const [, slug = '', route = 'hub'] = isScript
      ? [, searchParams.get('hub') ?? '', 'script']
      : (/^\/v1\/hubs\/([^/]+)(?:\/(\w+))?$/.exec(pathname) ?? [])
    const hub = hubs.get(slug)
    if (!hub) return void response.writeHead(pathname === '/marker' ? 204 : 403, headers).end()
    hub.requests.push({ route, at: Date.now(), body, origin: request.headers.origin })
    const fault = hub.faults.find((one) => one.route === route && one.times > 0)
    if (fault) {
      fault.times--
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      return fault.answer(response, request)
    }
    if (isScript) return void response.writeHead(200, { ...headers, 'Content-Type': 'text/javascript; charset=utf-8' }).end(SCRIPT)
    const json = (status: number, value: unknown) =>
      void response.writeHead(status, { ...headers, 'Content-Type': 'application/json' }).end(JSON.stringify(value))
    if (route === 'marker') {
      hub.markers++
      return json(200, {})
    }
    if (route === 'hub') return json(200, { rev: hub.rev, hub: compile(hub.file) })
    if (route === 'session') {
      const now = Date.now()
      return json(200, { token: 'token', now: new Date(now).toISOString(), expiresAt: new Date(now + 3_600_000).toISOString() })
    }
    const { submissions } = JSON.parse(body) as SubmissionsRequest
    const results = submissions.map((envelope) => {
      const isNew = !hub.arrivals.some(({ id }) => id === envelope.id)
      hub.arrivals.push(envelope)
      if (isNew) hub.submissions.push(envelope)
      return { id: envelope.id, status: isNew ? 'accepted' : 'duplicate' }
    })
    json(202, { results })
  }

  /** `/<slug>/…`: the case's page, or another of its pages; whatever is posted is recorded and answered with the page. */
  async function answerAsSite(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', site)
    const [, slug = '', rest = ''] = /^\/([^/]+)(\/.*)?$/.exec(pathname) ?? []
    const hub = hubs.get(slug)
    if (!hub) return void response.writeHead(404).end()
    const body = await bodyOf(request)
    if (rest !== '/' && rest !== '/frame') {
      hub.site.push({ method: request.method ?? '', url: request.url ?? '', type: request.headers['content-type'] ?? '', body })
    }
    // A request that stays in flight, for what a page's own traffic takes away.
    if (rest.startsWith('/hold')) return void hub.held.push(response)
    const { page } = hub
    const html = page.more?.[rest] ?? (rest === '/' ? page.html : '<p id="site-answer">Thank you</p>')
    const own = Object.entries(page.headers ?? {}).map(([name, value]) => [name, value.replaceAll('PROXY', proxy)])
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', ...Object.fromEntries(own) })
    response.end(
      rest === '/' || !page.more?.[rest] ? document(slug, page, html) : html.includes('<html') ? html : document(slug, page, html),
    )
  }

  function document(slug: string, page: PageSource, html: string): string {
    const src = `${proxy}/v1/embed.js?hub=${slug}${page.query ? `&${page.query}`.replaceAll('PROXY', proxy) : ''}`
    const script = page.bare ? '' : `<script src="${src}"></script>`
    const head = (page.head ?? '').replaceAll('PROXY', proxy)
    return `<!doctype html><html lang="en"><head><title>A hub</title><link rel="icon" href="data:,">${head}${script}</head><body>${html.replaceAll('PROXY', proxy).replaceAll('SLUG', slug)}</body></html>`
  }

  return {
    site,
    proxy,
    add(slug, file, page) {
      const record: HubRecord = {
        file,
        rev: `rev-${slug}`,
        page,
        submissions: [],
        arrivals: [],
        requests: [],
        site: [],
        markers: 0,
        faults: [],
        held: [],
      }
      hubs.set(slug, record)
      return record
    },
    async close() {
      for (const server of [proxyServer, siteServer]) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
    },
  }
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('latin1') === '' ? '' : Buffer.concat(chunks).toString('utf8')
}
