// The demo page's server: the page, what it must know, and the few things that it may do to the proxy, for which this server holds the operator's token.
import { Hono } from 'hono'
import { ADMIN_ROUTES } from '../src/core/admin.ts'
import { createAskAdmin } from './ask-admin.ts'
import type { DemoConfig } from './demo-config.ts'
import { listen, type Listening } from './listen.ts'
import { isLocalHost } from './local-only.ts'
import type { Proxy } from './proxy-child.ts'
import { serveFolder } from './serve-folder.ts'

export interface PageParts {
  config: DemoConfig
  proxy: Proxy
  port: number
}

export function startPage({ config, proxy, port }: PageParts): Promise<Listening> {
  const app = new Hono()
  const ask = createAskAdmin(proxy, config.adminToken)
  // Only its own page may use this server, which gives away the operator's token.
  app.use(async (context, next) => {
    const [host, origin] = [context.req.header('host'), context.req.header('origin')]
    const isForeign = context.req.method !== 'GET' && origin !== undefined && origin !== `http://${host}`
    return isLocalHost(host) && !isForeign ? next() : context.body(null, 403)
  })
  app.get('/api/config', (context) => context.json(config))
  const { hub, activity, dryRun, workspaces, resumeWorkspace } = ADMIN_ROUTES
  app.get('/api/hub', () => ask({ ...hub, path: hub.path.replace(':hub', config.hubFile.hub) }))
  app.get('/api/activity', () => ask({ ...activity, path: `${activity.path}?hours=1` }))
  app.get('/api/workspaces', () => ask(workspaces))
  app.post('/api/dry-run', async (context) => ask(dryRun, await context.req.text()))
  app.post('/api/resume', () => ask({ ...resumeWorkspace, path: resumeWorkspace.path.replace(':name', 'default') }, '{}'))
  app.get('/api/proxy', (context) => context.json({ running: proxy.running() }))
  app.post('/api/proxy', async (context) => {
    const { running } = await context.req.json<{ running: boolean }>()
    await (running ? proxy.start() : proxy.stop('SIGKILL'))
    return context.json({ running: proxy.running() })
  })
  app.get('*', serveFolder('page'))
  return listen(app, port)
}
