// From the page to the proxy: each submission exactly once, whatever proxy, network and clock do.
import { count, exactly, fault, fields, go, html, problem, sent, submitMany } from './delivery-case.ts'
import { runCases, type CaptureCase } from './run-cases.ts'

const cases: CaptureCase[] = [
  {
    name: 'Retry-After is kept to while the page is looked at again: then it goes by itself',
    html,
    fields,
    before: fault('submissions', 1, problem(429, 'rate_limited', { 'Retry-After': '1' })),
    act: async ({ page, hub }) => {
      await page.click('#go')
      while (!count(hub, 'submissions')) await new Promise((resolve) => setTimeout(resolve, 5))
      await page.evaluate(() => void dispatchEvent(new Event('focus')))
      while (count(hub, 'submissions') < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    },
    sends: sent,
    also: exactly('submissions', 2),
  },
  {
    name: 'a hidden tab keeps to Retry-After, whatever others write into the storage',
    html,
    fields,
    before: fault('submissions', 9, problem(429, 'rate_limited', { 'Retry-After': '600' })),
    act: async (scene) => {
      await scene.page.click('#go')
      await scene.flush()
      await scene.page.evaluate(() => {
        Object.defineProperty(document, 'hidden', { value: true })
        for (let index = 0; index < 5; index++) dispatchEvent(new StorageEvent('storage', { key: 'site' }))
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
      })
    },
    sends: [],
    also: exactly('submissions', 1),
  },
  {
    name: 'the proxy is down, then back: delivered by the retry, without anybody calling',
    html,
    fields,
    before: fault('submissions', 2, (response) => response.destroy()),
    act: async ({ page, hub }) => {
      await page.click('#go')
      const end = Date.now() + 20_000
      while (!hub.submissions.length && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20))
    },
    sends: sent,
  },
  {
    name: '403 ends it for this page; what is stored goes from a later one',
    html,
    fields,
    before: fault('submissions', 1, problem(403, 'forbidden')),
    act: async (scene) => {
      await scene.page.click('#go')
      await scene.flush()
      await scene.flush()
      if (count(scene.hub, 'submissions') !== 1) throw new Error('it asked again')
      await scene.page.open(`${scene.site}/${scene.slug}/`)
    },
    sends: sent,
  },
  {
    name: 'Retry-After wins: not even flush() goes before it',
    html,
    fields,
    before: fault('submissions', 99, problem(429, 'rate_limited', { 'Retry-After': '3600' })),
    act: async (scene) => {
      await scene.page.click('#go')
      await scene.flush()
      await scene.flush()
      await scene.page.evaluate(() => window.dispatchEvent(new Event('online')))
    },
    sends: [],
    waits: { form: 'rate_limited' },
    also: exactly('submissions', 1),
  },
  {
    name: '503 unknown_rev: kept, and sent when it is known',
    html,
    fields,
    before: fault('submissions', 1, problem(503, 'unknown_rev')),
    act: async ({ page, flush }) => {
      await page.click('#go')
      await flush()
    },
    sends: sent,
  },
  {
    name: 'a request that is refused as a whole: then each goes alone, and the one that cannot go ends',
    html,
    fields,
    before: (hub) =>
      void hub.faults.push(
        { route: 'session', times: 1, answer: (response) => void response.destroy() },
        { route: 'submissions', times: 2, answer: problem(400, 'invalid_request') },
      ),
    act: async (scene) => {
      await submitMany(scene, 4)
      await scene.flush()
    },
    sends: ['001x', '002x', '003x'].map((email) => ({ attributes: { email } })),
    waits: {},
  },
  {
    name: 'a proxy older by one wire version: kept for a newer one',
    html,
    fields,
    before: (hub) =>
      void hub.faults.push({
        route: 'submissions',
        times: 1,
        answer: (response) => {
          const [request] = hub.requests.filter(({ route }) => route === 'submissions').slice(-1)
          const { submissions } = JSON.parse(request?.body ?? '') as { submissions: { id: string }[] }
          response
            .writeHead(202)
            .end(JSON.stringify({ results: submissions.map(({ id }) => ({ id, status: 'refused', code: 'unsupported_version' })) }))
        },
      }),
    act: async ({ page, flush }) => {
      await page.click('#go')
      await flush()
    },
    sends: sent,
  },
  {
    name: 'an envelope that the proxy refuses ends; its neighbours do not',
    html,
    fields,
    before: (hub) =>
      void hub.faults.push({
        route: 'submissions',
        times: 1,
        answer: (response) => {
          const [request] = hub.requests.filter(({ route }) => route === 'submissions').slice(-1)
          const { submissions } = JSON.parse(request?.body ?? '') as { submissions: { id: string }[] }
          response
            .writeHead(202)
            .end(JSON.stringify({ results: submissions.slice(0, 1).map(({ id }) => ({ id, status: 'refused', code: 'undeclared' })) }))
        },
      }),
    act: async ({ page, hub, flush }) => {
      hub.faults.unshift({ route: 'session', times: 1, answer: (response) => void response.destroy() })
      await page.evaluate(async () => {
        const form = document.forms[0]!
        for (const email of ['bad', 'good']) {
          form.querySelector('input')!.value = email
          form.requestSubmit()
          await new Promise((resolve) => setTimeout(resolve))
        }
      })
      await flush()
    },
    sends: [{ attributes: { email: 'good' } }],
    waits: {},
  },
  {
    name: 'an hour offline: the clock goes on, the token expires, all is delivered once',
    html,
    fields,
    act: async (scene) => {
      await submitMany(scene, 1)
      await scene.flush()
      scene.hub.faults.push(
        { route: 'submissions', times: 99, answer: (response) => void response.destroy() },
        { route: 'session', times: 99, answer: (response) => void response.destroy() },
      )
      await submitMany(scene, 3, 'offline')
      await scene.flush()
      await scene.page.evaluate(() => {
        const real = Date.now
        Date.now = () => real() + 3_700_000
      })
      scene.hub.faults.length = 0
      await scene.page.evaluate(() => window.dispatchEvent(new Event('online')))
    },
    sends: ['000x', '000offline', '001offline', '002offline'].map((email) => ({ attributes: { email } })),
    also: exactly('session', 2),
  },
  {
    name: "a visitor's clock that is wrong by hours",
    head: '<script>window.dataLayer = []; { const real = Date.now; Date.now = () => real() - 26 * 3600_000 }</script>',
    html,
    fields,
    act: async (scene) => {
      await submitMany(scene, 2)
    },
    sends: [{ attributes: { email: '000x' } }, { attributes: { email: '001x' } }],
    also: exactly('session', 1),
  },
  {
    name: '200 KB of other keepalive traffic in flight: repeated without keepalive',
    html,
    fields,
    act: async ({ page, hub, flush }) => {
      await page.evaluate(() => {
        // The browser lets five of them through at once, 65,500 bytes, and refuses the rest.
        for (let index = 0; index < 16; index++)
          void fetch(`hold-${index}`, { method: 'POST', body: 'x'.repeat(13_100), keepalive: true }).catch(() => {})
      })
      const end = Date.now() + 10_000
      while (hub.held.length < 5 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10))
      await page.click('#go')
      const waiting = await flush()
      if (waiting.length) throw new Error(JSON.stringify(waiting))
    },
    // Nothing failed on the way: the second try, without keepalive, is the same attempt.
    waits: {},
    also: ({ hub }) => {
      for (const response of hub.held) response.end()
      return Promise.resolve()
    },
    sends: sent,
  },
  {
    name: 'Referrer-Policy: no-referrer: the origin is the real one all the same',
    headers: { 'Referrer-Policy': 'no-referrer' },
    html,
    fields,
    act: go,
    sends: sent,
    also: ({ hub, site }) => {
      const posts = hub.requests.filter(({ route }) => route === 'session' || route === 'submissions')
      if (!posts.every(({ origin }) => origin === site)) throw new Error(JSON.stringify(posts))
      return Promise.resolve()
    },
  },
]

runCases('delivery', cases)
