// The driver over plain W3C WebDriver, for Debian's WebKitGTK: `webkit2gtk-driver` under `xvfb-run`. https://www.w3.org/TR/webdriver2/
import { spawn } from 'node:child_process'
import { freePort } from '../../../demo/free-port.ts'
import type { Driver, DriverPage } from './driver.ts'

const BROWSER = process.env['WEBKIT'] ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser'
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
const END = '\uE010'
const KEYS: Record<string, string> = { Enter: '\uE007', Tab: '\uE004', ArrowDown: '\uE015', Escape: '\uE00C', Space: ' ' }

export async function webkitDriver(): Promise<Driver> {
  const port = await freePort()
  const server = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore' })
  const address = `http://127.0.0.1:${port}`
  await ready(address)
  const { sessionId } = (await ask(`${address}/session`, {
    capabilities: { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: BROWSER, args: ['--automation'] } } },
  })) as { sessionId: string }
  const session = `${address}/session/${sessionId}`
  await ask(`${session}/timeouts`, { script: 30_000, pageLoad: 30_000 })
  return {
    page: () => openPage(session),
    async close() {
      await ask(session, undefined, 'DELETE')
      server.kill()
    },
  }
}

/** One window, used by one page after the other: WebKitGTK's driver loses the focus between several. */
function openPage(session: string): Promise<DriverPage> {
  const run = (script: string) => ask(`${session}/execute/sync`, { script, args: [] })
  const find = async (selector: string) => {
    const found = await run(`${DEEP_QUERY}; return deepQuery(document, ${JSON.stringify(selector)})`)
    if (!found) throw new Error(`no element matches ${selector}`)
    return (found as Record<string, string>)[ELEMENT] ?? ''
  }
  return Promise.resolve({
    open: (url) => ask(`${session}/url`, { url }).then(() => {}),
    async click(selector) {
      try {
        await ask(`${session}/element/${await find(selector)}/click`, {})
      } catch {
        // WebKitGTK's hit test does not look into nested shadow roots.
        await run(`${DEEP_QUERY}; const found = deepQuery(document, ${JSON.stringify(selector)}); found.focus(); found.click()`)
      }
    },
    type: async (selector, text) => void (await ask(`${session}/element/${await find(selector)}/value`, { text: END + text })),
    keys: async (...keys) => {
      const actions = keys.flatMap((key) => [
        { type: 'keyDown', value: KEYS[key] ?? key },
        { type: 'keyUp', value: KEYS[key] ?? key },
      ])
      await ask(`${session}/actions`, { actions: [{ type: 'key', id: 'keyboard', actions }] })
    },
    async evaluate(script, ...args) {
      const call = `Promise.resolve().then(() => (${script})(...${JSON.stringify(args)}))`
      const answer = await ask(`${session}/execute/async`, {
        script: `const done = arguments[0]; ${call}.then((value) => done({ value }), (error) => done({ error: String(error) }))`,
        args: [],
      })
      const { value, error } = answer as { value: never; error?: string }
      if (error) throw new Error(error)
      return value
    },
    close: () => ask(`${session}/url`, { url: 'about:blank' }).then(() => {}),
  })
}

const DEEP_QUERY = `function deepQuery(root, selector) {
  const found = root.querySelector(selector)
  if (found) return found
  for (const element of root.querySelectorAll('*')) {
    const inner = element.shadowRoot && deepQuery(element.shadowRoot, selector)
    if (inner) return inner
  }
  return null
}`

async function ask(url: string, body?: unknown, method = 'POST'): Promise<unknown> {
  const response = await fetch(url, body === undefined ? { method } : { method, body: JSON.stringify(body) })
  const { value } = (await response.json()) as { value: { error?: string; message?: string } | null }
  if (!response.ok) throw new Error(`${value?.error}: ${value?.message}`)
  return value
}

/** Until the driver's program listens. */
async function ready(address: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const up = await fetch(`${address}/status`).then(
      () => true,
      () => false,
    )
    if (up) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('WebKitWebDriver does not answer: is webkit2gtk-driver installed?')
}
