// What is not accepted yet, in the browser's storage: kept whatever the storage does, within its limits, and gone once it is accepted.
import type { DriverPage } from '../driver/driver.ts'
import { fault, fields, go, html, sent, submitMany } from './delivery-case.ts'
import { runCases, type CaptureCase } from './run-cases.ts'

/** Not a character more goes into the storage. */
const fill = (page: DriverPage) =>
  page.evaluate(() => {
    const fillWith = (size: number) => {
      try {
        for (let index = 0; ; index++) localStorage.setItem(`fill-${size}-${index}`, 'x'.repeat(size))
      } catch {
        // Full to this size.
      }
    }
    for (const size of [500_000, 10_000, 100, 1]) fillWith(size)
  })

const empty = (page: DriverPage) =>
  page.evaluate(() => Object.keys(localStorage).forEach((key) => key.startsWith('fill-') && localStorage.removeItem(key)))

const cases: CaptureCase[] = [
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
    name: 'locks denied',
    head: "<script>navigator.locks && (navigator.locks.request = () => Promise.reject(new DOMException('', 'SecurityError')))</script>",
    html,
    fields,
    act: go,
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
      await fill(page)
      await page.click('#go')
      await flush()
      await empty(page)
    },
    sends: sent,
  },
  {
    name: 'storage full, and a declaration that has grown: the old one serves while the proxy is down',
    html,
    fields,
    act: async ({ page, hub, site, slug, flush }) => {
      await flush()
      await fill(page)
      Object.assign(hub, { rev: `rev-${slug}-new`, file: { ...hub.file, rules: [...hub.file.rules, { id: 'new', on: 'survey-viewed' }] } })
      await page.open(`${site}/${slug}/`)
      await flush()
      hub.faults.push(
        { route: 'hub', times: 99, answer: (response) => void response.destroy() },
        { route: 'session', times: 99, answer: (response) => void response.destroy() },
      )
      await page.open(`${site}/${slug}/`)
      await page.click('#go')
      await flush()
      hub.faults.length = 0
      await flush()
      await empty(page)
    },
    sends: sent,
    also: async ({ hub, slug }) => {
      if (hub.submissions[0]!.rev !== `rev-${slug}`) throw new Error('not by the old declaration')
    },
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
    name: 'pending.kilobytes: the oldest give way',
    html,
    fields,
    hub: { pending: { max: 100, kilobytes: 64, days: 3 } },
    before: fault('session', 99, (response) => response.destroy()),
    act: async (scene) => {
      await submitMany(scene, 9, 'x'.repeat(9_000))
      scene.hub.faults.length = 0
      await scene.flush()
    },
    sends: Array.from({ length: 7 }, (_, index) => ({ attributes: { email: `00${index + 2}${'x'.repeat(9_000)}` } })),
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

runCases('pending', cases)
