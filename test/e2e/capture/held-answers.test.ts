// What nobody has put a name to yet: held until she says who she is, within its limits, and dropped when it would be another’s.
import { ada, answer, api, form, hub, rules, said } from './person-page.ts'
import { runCases, type CaptureCase } from './run-cases.ts'

const cases: CaptureCase[] = [
  {
    name: 'answers wait until the person says who she is, and go first',
    html: form(),
    rules,
    hub,
    act: async ({ page, push }) => {
      await push(answer('one'), answer('two'))
      await page.click('#go')
    },
    sends: [
      { ...said('one'), ...ada },
      { ...said('two'), ...ada },
      { rule: 'entry', ...ada },
    ],
  },
  {
    name: 'answers of nobody are held',
    html: form(),
    rules,
    hub,
    act: ({ push }) => push(answer('one')),
    sends: [],
    waits: { answer: 'no_identity' },
  },
  {
    name: 'held answers and the remembered person stay in this tab from page to page',
    html: form() + '<a href="next">Next</a>',
    rules,
    hub,
    act: async (scene) => {
      await scene.push(answer('one'))
      await scene.flush()
      await scene.page.click('a')
      await scene.flush()
      await scene.page.evaluate(async () => {
        while (!document.querySelector('#site-answer')) await new Promise((resolve) => setTimeout(resolve, 10))
      })
      await scene.push(answer('two'))
      await api(scene, 'identify', { as: 'user_alias', label: 'email', value: 'ada@b.co' })
    },
    sends: [
      { ...said('one'), ...ada },
      { ...said('two'), ...ada },
    ],
  },
  {
    name: 'identify(null): what was held is dropped, not sent',
    html: form(),
    rules,
    hub,
    act: async (scene) => {
      await scene.push(answer('one'))
      await scene.flush()
      await api(scene, 'identify', null)
      await scene.page.click('#go')
    },
    sends: [{ rule: 'entry', ...ada }],
  },
  {
    name: 'two users before the declaration is known: what the first said goes with nobody',
    html: form(),
    early: true,
    rules,
    hub,
    before: (hub) => hub.faults.push({ route: 'hub', times: 1, answer: (response) => response.writeHead(503).end('{}') }),
    act: async ({ page, push }) => {
      await push(answer('of the first', { userId: 'u1' }))
      await push(answer('of the second', { userId: 'u2' }))
      await page.click('#go')
    },
    sends: [{ events: [{ event: 0, properties: { answer: 'of the second' } }] }, { rule: 'entry' }],
  },
  {
    name: 'hold.max: the oldest give way',
    html: form(),
    rules,
    hub: { ...hub, hold: { max: 2, minutes: 30 } },
    act: async ({ page, push, flush }) => {
      await push(answer('one'), answer('two'), answer('three'))
      await flush()
      await page.click('#go')
    },
    sends: [said('two'), said('three'), { rule: 'entry' }],
  },
  {
    name: 'hold.minutes without activity: ended',
    html: form(),
    rules,
    hub,
    act: async ({ page, push, flush }) => {
      await push(answer('old'))
      await flush()
      await page.evaluate(() => {
        const real = Date.now
        Date.now = () => real() + 31 * 60_000
      })
      await flush()
      await page.click('#go')
    },
    sends: [{ rule: 'entry' }],
  },
  {
    name: 'hold.minutes without activity: what comes first on the next page is too late',
    html: form(),
    rules,
    hub,
    act: async (scene) => {
      await scene.push(answer('old'))
      await scene.flush()
      scene.hub.page.head = `<script>
        const real = Date.now
        Date.now = () => real() + 31 * 60_000
        window.dataLayer = [${JSON.stringify(answer('new'))}]
      </script>`
      await scene.page.open(`${scene.site}/${scene.slug}/`)
      await scene.flush()
      await scene.page.click('#go')
    },
    sends: [{ ...said('new'), ...ada }, { rule: 'entry' }],
  },
]

runCases('answers held', cases)
