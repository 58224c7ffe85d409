// The sample hub's own server, on an origin of its own: its page, and its answer to entries.
import { Hono } from 'hono'
import { REFUSING_CARD } from './hub/cards.ts'
import { listen, type Listening } from './listen.ts'
import { serveFolder } from './serve-folder.ts'

/** `script` and `demo` are asked for at each request: the proxy and the demo page get their addresses after the hub has its own. */
export function startHub(addresses: { script(): string; demo(): string }): Promise<Listening> {
  const app = new Hono()
  app.post('/api/entries', async (context) => {
    const { card } = await context.req.json<{ card: string }>()
    if (card === REFUSING_CARD) return context.json({ accepted: false, reason: 'You have already entered this draw.' })
    return context.json({ accepted: true })
  })
  app.get(
    '*',
    serveFolder('hub', (html) => html.replace('%SCRIPT%', addresses.script()).replace('%DEMO%', addresses.demo())),
  )
  return listen(app)
}
