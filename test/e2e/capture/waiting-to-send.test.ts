// What keeps the script from sending for a while: the proxy's word, another tab, a clock that is set back.
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import { done, entry, html, sends, start, withMore } from './plain-page.ts'
import { runCases, type CaptureCase, type Scene } from './run-cases.ts'

const clockBackAnHour = ({ page }: Scene) =>
  page.evaluate(() => {
    const real = Date.now
    Date.now = () => real() - 3_600_000
  })

const cases: CaptureCase[] = [
  {
    name: 'Retry-After of the session is kept to, wherever the visitor clicks',
    html: withMore('<input id="other">'),
    fields: ['email'],
    act: async ({ page, hub, flush }) => {
      hub.faults.push({ route: 'session', times: 99, answer: (response) => response.writeHead(429, { 'Retry-After': '600' }).end('{}') })
      await page.click('#go')
      await flush()
      const asked = hub.requests.filter(({ route }) => route === 'session').length
      for (let round = 0; round < 4; round++) {
        await page.click('#other')
        await page.click('[name=email]')
        await flush()
      }
      expect(hub.requests.filter(({ route }) => route === 'session')).toHaveLength(asked)
    },
    sends: [],
    waits: { form: 'rate_limited' },
  },
  {
    name: 'the clock is set back while the proxy asked to wait',
    html,
    fields: ['email'],
    act: async (scene) => {
      const { page, hub, flush } = scene
      hub.faults.push({ route: 'submissions', times: 1, answer: (response) => response.writeHead(503, { 'Retry-After': '1' }).end('{}') })
      await page.click('#go')
      await flush()
      await clockBackAnHour(scene)
      while (!hub.submissions.length) await wait(20)
    },
    sends,
  },
  {
    name: 'the clock is set back between two equal submissions',
    html,
    fields: ['email'],
    act: async (scene) => {
      await scene.page.click('#go')
      await clockBackAnHour(scene)
      await scene.page.click('#go')
    },
    sends: [...sends, ...sends],
  },
  {
    name: 'the clock is set back: a form-submission of long ago confirms no submit',
    html: `<div id="card-1">${html}</div>`,
    rules: [entry({ confirm: 'komo' })],
    act: async (scene) => {
      const set = (minutes: number) => scene.page.evaluate((by) => void (Date.now = () => performance.timeOrigin + by * 60_000), minutes)
      await scene.push(start, done)
      await set(5)
      await scene.push({ ...start, later: 1 }, done)
      await set(1)
      await scene.page.click('#go')
    },
    sends: [],
    waits: { entry: 'unconfirmed' },
  },
  {
    name: 'another tab sends just now: it is waited for, and that is no failure',
    html,
    fields: ['email'],
    act: async (scene) => {
      const { page, slug, flush } = scene
      await page.evaluate((name) => {
        const free = new Promise((resolve) => Object.assign(window, { free: resolve }))
        void navigator.locks.request(name, () => free)
      }, `komo-braze:${slug}`)
      await page.click('#go')
      const [pending] = await flush()
      expect(pending).toMatchObject({ rule: 'form' })
      expect(pending?.reason).not.toBe('offline')
      await page.evaluate(() => (window as never as { free(): void }).free())
      while (!scene.hub.submissions.length) await wait(20)
    },
    sends,
  },
]

runCases('waiting to send', cases)
