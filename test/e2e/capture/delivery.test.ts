// From the page to the proxy: each submission exactly once, whatever proxy, network, storage and clock do.
import type { ServerResponse } from 'node:http'
import type { HubRecord } from './hub-site.ts'
import { runCases, type CaptureCase, type Scene } from './run-cases.ts'

const html = '<form onsubmit="event.preventDefault()"><input name="email" value="a@b.co"><button id="go">Go</button></form>'
const fields = ['email']
const sent = [{ attributes: { email: 'a@b.co' } }]
const go: CaptureCase['act'] = ({ page }) => page.click('#go')
const problem =
  (status: number, code: string, headers = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'Content-Type': 'application/problem+json', ...headers }).end(JSON.stringify({ status, code }))
const fault =
  (route: HubRecord['faults'][number]['route'], times: number, answer: (response: ServerResponse) => void) => (hub: HubRecord) =>
    void hub.faults.push({ route, times, answer })
const count = (hub: HubRecord, route: string) => hub.requests.filter((one) => one.route === route).length
const exactly = (route: string, times: number) => (scene: Scene) => {
  if (count(scene.hub, route) !== times) throw new Error(`${count(scene.hub, route)} requests to ${route}`)
  return Promise.resolve()
}
/** Submits a hundred times with another entry each, in one task. */
const submitMany = ({ page }: Scene, times: number, text = 'x') =>
  page.evaluate(
    async (total, filler) => {
      const form = document.forms[0]!
      for (let index = 0; index < total; index++) {
        form.querySelector('input')!.value = `${String(index).padStart(3, '0')}${filler}`
        form.requestSubmit()
        await new Promise((resolve) => setTimeout(resolve))
      }
    },
    times,
    text,
  )

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
    name: 'locks denied',
    head: "<script>navigator.locks && (navigator.locks.request = () => Promise.reject(new DOMException('', 'SecurityError')))</script>",
    html,
    fields,
    act: go,
    sends: sent,
  },
  {
    name: 'the token is asked for once, for many submissions',
    html,
    fields,
    act: async (scene) => {
      await submitMany(scene, 5)
      await scene.flush()
    },
    sends: ['000x', '001x', '002x', '003x', '004x'].map((email) => ({ attributes: { email } })),
    also: exactly('session', 1),
  },
  { name: 'no token for a mere view', html, fields, act: ({ flush }) => flush(), sends: [], also: exactly('session', 0) },
  {
    name: 'a token at the first focus in a form',
    html,
    fields,
    act: async ({ page, hub }) => {
      await page.click('[name=email]')
      const end = Date.now() + 10_000
      while (!count(hub, 'session') && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10))
    },
    sends: [],
    also: exactly('session', 1),
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
    name: 'an expired token is renewed once',
    html,
    fields,
    before: fault('submissions', 1, problem(401, 'expired_token')),
    act: go,
    sends: sent,
    also: exactly('session', 2),
  },
  {
    name: 'a token that is refused again does not loop',
    html,
    fields,
    before: fault('submissions', 99, problem(401, 'invalid_token')),
    act: go,
    sends: [],
    waits: { form: 'unavailable' },
    also: async (scene) => {
      if (count(scene.hub, 'submissions') > 6) throw new Error('it loops')
    },
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
    name: 'a second visit with the proxy down as the page loads: the last good declaration serves',
    html,
    fields,
    act: async (scene) => {
      await scene.flush()
      scene.hub.faults.push(
        { route: 'hub', times: 99, answer: (response) => void response.destroy() },
        { route: 'session', times: 99, answer: (response) => void response.destroy() },
      )
      await scene.page.open(`${scene.site}/${scene.slug}/`)
      await scene.page.click('#go')
      await scene.flush()
      if (!(await scene.stored()).includes('a@b.co')) throw new Error('not stored')
      scene.hub.faults.length = 0
    },
    sends: sent,
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
    name: 'storage denied: from memory',
    head: '<script>window.dataLayer = []; for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError") } })</script>',
    html,
    fields,
    before: fault('submissions', 1, (response) => response.destroy()),
    act: async ({ page, flush }) => {
      await page.click('#go')
      await flush()
    },
    sends: sent,
  },
  {
    name: 'storage full: from memory',
    html,
    fields,
    act: async ({ page, flush }) => {
      await page.evaluate(() => {
        const fill = (size: number) => {
          try {
            for (let index = 0; ; index++) localStorage.setItem(`fill-${size}-${index}`, 'x'.repeat(size))
          } catch {
            // Full to this size.
          }
        }
        for (const size of [500_000, 10_000, 100, 1]) fill(size)
      })
      await page.click('#go')
      await flush()
      await page.evaluate(() => Object.keys(localStorage).forEach((key) => key.startsWith('fill-') && localStorage.removeItem(key)))
    },
    sends: sent,
  },
  {
    name: 'corrupted and foreign entries in storage are dropped, and stop nothing',
    html,
    fields,
    act: async ({ page, slug, stored, flush }) => {
      await page.evaluate((prefix) => {
        for (const [key, value] of [
          ['a', '{'],
          ['b', 'null'],
          ['c', '7'],
          ['d', '{"id":"other"}'],
          ['e', '[]'],
          ['', 'x'],
        ])
          localStorage.setItem(`${prefix}pending:${key}`, value!)
        sessionStorage.setItem(`${prefix}tab`, '{"waiting":7}')
      }, `komo-braze:${slug}:`)
      await page.click('#go')
      await flush()
      if ((await stored()).includes('pending:a')) throw new Error(await stored())
    },
    sends: sent,
  },
  {
    name: 'an envelope of an older script is sent as it is',
    html,
    fields,
    act: ({ page, slug, hub }) =>
      page.evaluate(
        (prefix, rev) => {
          const envelope = {
            v: 1,
            id: '01890000-0000-7000-8000-000000000000',
            at: new Date().toISOString(),
            rev,
            rule: 'gone',
            identity: [],
            old: true,
          }
          localStorage.setItem(`${prefix}pending:${envelope.id}`, JSON.stringify(envelope))
        },
        `komo-braze:${slug}:`,
        hub.rev,
      ),
    sends: [{ rule: 'gone' }],
  },
  {
    name: 'too old: dropped after the declared days',
    html,
    fields,
    act: ({ page, slug, hub }) =>
      page.evaluate(
        (prefix, rev) => {
          const at = new Date(Date.now() - 4 * 86_400_000).toISOString()
          const envelope = { v: 1, id: '01890000-0000-7000-8000-000000000000', at, rev, rule: 'old', identity: [] }
          localStorage.setItem(`${prefix}pending:${envelope.id}`, JSON.stringify(envelope))
        },
        `komo-braze:${slug}:`,
        hub.rev,
      ),
    sends: [],
    waits: {},
  },
  {
    name: 'pending.max: the oldest give way, and no request is over 64 KiB',
    html,
    fields,
    hub: { pending: { max: 30, kilobytes: 256, days: 3 } },
    before: fault('session', 99, (response) => response.destroy()),
    act: async (scene) => {
      await submitMany(scene, 40, 'x'.repeat(4_000))
      scene.hub.faults.length = 0
      await scene.flush()
    },
    sends: Array.from({ length: 30 }, (_, index) => ({
      attributes: { email: `${String(index + 10).padStart(3, '0')}${'x'.repeat(4_000)}` },
    })),
    also: ({ hub }) => {
      const longest = Math.max(...hub.requests.map(({ body }) => body.length))
      if (longest > 65_536) throw new Error(`${longest} bytes`)
      return Promise.resolve()
    },
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
  {
    name: 'envelopes of two revisions all arrive, in order',
    html,
    fields,
    act: async (scene) => {
      scene.hub.faults.push({ route: 'submissions', times: 1, answer: (response) => void response.destroy() })
      await submitMany(scene, 1)
      await scene.flush()
      scene.hub.rev = `${scene.hub.rev}-next`
      scene.hub.faults.push({ route: 'submissions', times: 99, answer: (response) => void response.destroy() })
      await scene.page.open(`${scene.site}/${scene.slug}/`)
      await scene.flush()
      await submitMany(scene, 2, 'next')
      scene.hub.faults.length = 0
    },
    sends: [{ attributes: { email: '000x' } }, { attributes: { email: '000next' } }, { attributes: { email: '001next' } }],
  },
  {
    name: 'the bot check: nothing is lost while it is not passed, and challenge() goes on',
    html,
    fields,
    before: fault('session', 99, problem(403, 'challenge_required')),
    act: async (scene) => {
      await scene.page.click('#go')
      await scene.flush()
      await scene.flush()
      if (count(scene.hub, 'submissions')) throw new Error('sent without a token')
      scene.hub.faults.length = 0
      await scene.page.evaluate(() => (window as never as { komoBraze: { challenge(token: string): void } }).komoBraze.challenge('passed'))
    },
    sends: sent,
    also: ({ hub }) => {
      if (!hub.requests.some(({ route, body }) => route === 'session' && body === '{"challenge":"passed"}')) throw new Error('no challenge')
      return Promise.resolve()
    },
  },
  {
    name: 'the bot check: where its provider does not answer, the same challenge is sent again',
    html,
    fields,
    before: fault('session', 1, problem(503, 'unavailable', { 'Retry-After': '1' })),
    act: async (scene) => {
      await scene.page.evaluate(() => (window as never as { komoBraze: { challenge(token: string): void } }).komoBraze.challenge('passed'))
      await scene.page.click('#go')
      while (!count(scene.hub, 'submissions')) await new Promise((resolve) => setTimeout(resolve, 5))
    },
    sends: sent,
    also: ({ hub }) => {
      const sessions = hub.requests.filter(({ route }) => route === 'session').map(({ body }) => body)
      if (sessions.join() !== '{"challenge":"passed"},{"challenge":"passed"}') throw new Error(sessions.join())
      return Promise.resolve()
    },
  },
  {
    name: 'the bot check: passed while the proxy still refuses the session that was asked for without it',
    html,
    fields,
    before: fault('session', 1, (response) => void setTimeout(problem(403, 'challenge_required'), 500, response)),
    act: async (scene) => {
      const { page, hub } = scene
      await page.click('#go')
      while (!count(hub, 'session')) await new Promise((resolve) => setTimeout(resolve, 5))
      await page.evaluate(() => (window as never as { komoBraze: { challenge(token: string): void } }).komoBraze.challenge('passed'))
    },
    sends: sent,
    also: exactly('session', 2),
  },
  {
    name: 'a session that is refused before anything is submitted is asked for again when the proxy says, not at each focus',
    html: `${html}<form><input id="other"></form>`,
    fields,
    before: fault('session', 1, problem(503, 'unavailable', { 'Retry-After': '2' })),
    act: async (scene) => {
      const { page, hub } = scene
      for (let round = 0; round < 3; round++) {
        await page.click('#other')
        await page.click('[name=email]')
      }
      await exactly('session', 1)(scene)
      await page.click('#go')
      while (!count(hub, 'submissions')) await new Promise((resolve) => setTimeout(resolve, 5))
    },
    sends: sent,
    also: exactly('session', 2),
  },
  {
    name: 'personal data is deleted as soon as the proxy has accepted it',
    html,
    fields,
    act: async (scene) => {
      await scene.page.click('#go')
      await scene.flush()
      if ((await scene.stored()).includes('a@b.co')) throw new Error(await scene.stored())
    },
    sends: sent,
  },
]

runCases('delivery', cases)
