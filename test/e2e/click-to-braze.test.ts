// From a click on the sample hub to a person in Braze, with the real proxy process, the stand-in over HTTP, and Chromium. Over 200 lines, because it is one list of promises, (a) to (i).
import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startHub } from '../../demo/hub-server.ts'
import type { HubFile } from '../../src/core/hub-file.ts'
import type { HubAnswer } from '../../src/core/public-hub.ts'
import type { SubmissionsAnswer } from '../../src/core/envelope.ts'
import { sharedChromium } from './driver/chromium.ts'
import { peopleWith, readSampleHub, startRig, until, type Rig, type RigOptions } from './click-to-braze/rig.ts'

/** What sample person Ada typed into the field that the hub file does not name. */
const UNMAPPED = 'gate code'

let browser: Browser
let rig: Rig
beforeAll(async () => void (browser = await sharedChromium()))
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.error(rig.proxy.output(), rig.braze.totals())
  await rig.close()
})
const start = async (options?: RigOptions): Promise<Rig> => (rig = await startRig(browser, options))

/** Rules give up on a confirmation after a second instead of ten. */
const impatient = (file: HubFile): HubFile => ({ ...file, rules: file.rules.map((rule) => ({ ...rule, within: 1 })) })

describe('what arrives', () => {
  test('(a) an entry: exactly the mapped attributes and events, and an unmapped value in no byte that leaves', async () => {
    const { braze } = await start()
    const visitor = await rig.visitor()
    await visitor.open()
    await visitor.enter('quiz')
    const [ada, ...others] = await peopleWith(braze, 2)
    expect(others).toEqual([])
    expect(ada).toMatchObject({
      user_aliases: [{ alias_name: 'ada.nguyen@example.com', alias_label: 'email' }],
      ignored: [],
      purchases: [],
      subscription_groups: {},
    })
    expect(ada?.attributes).toEqual({
      email: 'ada.nguyen@example.com',
      first_name: 'Ada',
      last_name: 'Nguyen',
      favourite_team: 'Harbour Sharks',
      games_attended: 7,
      quizzes_entered: 1,
      email_subscribe: 'subscribed',
    })
    expect(ada?.events.map(({ name, properties }) => ({ name, properties })).sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'Quiz Entered', properties: { card: 'The Big Footy Quiz', first_name: 'Ada', prize: 'a year of free match passes' } },
      {
        name: 'Quiz Played',
        properties: {
          card: 'The Big Footy Quiz',
          answers: [
            { question: 'How many points is a goal worth?', answer: 'Six', correct: true },
            { question: 'What is the bounce at the start of a quarter called?', answer: 'Centre bounce', correct: true },
            { question: 'How many players does a team have on the field?', answer: 'Eleven', correct: false },
          ],
        },
      },
    ])
    expect(visitor.entries.join()).toContain(UNMAPPED)
    expect(visitor.sent.join()).toContain('ada.nguyen@example.com'.replace('ada.nguyen', 'Ada.Nguyen'))
    expect(visitor.sent.join()).not.toContain(UNMAPPED)
    expect(JSON.stringify(await visitor.page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }]))).not.toContain(UNMAPPED)
    expect(JSON.stringify(braze.requests())).not.toContain(UNMAPPED)
    expect(visitor.complaints).toEqual([])
  })

  test('(b) an entry that the hub refuses sends nothing', async () => {
    const { braze } = await start({ hubFile: impatient })
    const visitor = await rig.visitor()
    await visitor.open()
    await visitor.enter('vip')
    await visitor.told('held', { reason: 'unconfirmed' })
    await visitor.told('dropped', { reason: 'not_confirmed' })
    expect(visitor.sent.filter((bytes) => bytes.includes('/submissions'))).toEqual([])
    expect(visitor.sent.join()).not.toContain('example.com')
    expect(braze.totals().requests).toBe(0)
  })

  test('(c) a poll answer waits for whoever gave it, and arrives', async () => {
    const { braze } = await start()
    const visitor = await rig.visitor()
    await visitor.open()
    await visitor.answerPoll()
    await visitor.told('held', { reason: 'no_identity' })
    expect(visitor.sent.filter((bytes) => bytes.includes('/submissions'))).toEqual([])
    await visitor.enter('competition')
    const [ada] = await peopleWith(braze, 2)
    expect(ada?.attributes['tips_for_grand_final']).toBe('Valley Roos')
    expect(ada?.events.find(({ name }) => name === 'Poll Answered')?.properties).toEqual({
      question: 'Who takes the grand final?',
      answer: 'Valley Roos',
    })
    await visitor.answerPoll()
    const [again] = await peopleWith(braze, 3)
    expect(again?.events.filter(({ name }) => name === 'Poll Answered')).toHaveLength(2)
  })
})

describe('nothing gets lost, nothing twice', () => {
  const faults = [
    ['while Braze answers 503', { kind: 'status', status: 503, times: null }],
    ['while a request to Braze hangs', { kind: 'hang', times: null }],
  ] as const
  test.each(faults)('(d) the proxy is killed after its 202, %s', async (_, fault) => {
    const { braze, proxy } = await start()
    const visitor = await rig.visitor()
    await visitor.open()
    braze.fault(fault)
    await visitor.enter('competition')
    await visitor.told('accepted')
    await proxy.stop('SIGKILL')
    expect(braze.totals().events).toBe(0)
    braze.clearFaults()
    await proxy.start()
    const [ada, ...others] = await peopleWith(braze, 1)
    expect(others).toEqual([])
    expect(ada?.events.map(({ name }) => name)).toEqual(['Competition Entered'])
    expect(braze.totals()).toMatchObject({ attributes: 1, events: 1 })
  })

  test('(e) the proxy is down at the submit', async () => {
    const { braze, proxy } = await start()
    const visitor = await rig.visitor()
    await visitor.open()
    await visitor.page.waitForFunction(() => Object.keys(localStorage).length > 0)
    await proxy.stop('SIGKILL')
    await visitor.enter('competition')
    await visitor.told('held', { reason: 'offline' })
    await proxy.start()
    await visitor.open()
    const [ada] = await peopleWith(braze, 1)
    expect(ada?.events).toHaveLength(1)
    await visitor.page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.includes('pending:')))
    expect(braze.totals()).toMatchObject({ attributes: 1, events: 1 })
  })

  test('(e) the proxy was down already when the page was loaded for the second time', async () => {
    const { braze, proxy } = await start()
    const visitor = await rig.visitor()
    await visitor.open()
    await visitor.page.waitForFunction(() => Object.keys(localStorage).length > 0)
    await proxy.stop('SIGKILL')
    await visitor.open()
    await visitor.enter('competition')
    await visitor.told('held', { reason: 'offline' })
    await proxy.start()
    await visitor.open()
    await peopleWith(braze, 1)
    await visitor.page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.includes('pending:')))
    expect(braze.totals()).toMatchObject({ attributes: 1, events: 1 })
  })

  test('(i) a rule is renamed while envelopes are pending', async () => {
    const { braze, proxy, hub } = await start()
    const visitor = await rig.visitor()
    await visitor.open()
    await visitor.page.waitForFunction(() => Object.keys(localStorage).length > 0)
    await proxy.stop('SIGKILL')
    await visitor.enter('competition')
    await visitor.told('held', { reason: 'offline' })
    await writeFile(proxy.hubPath('summer-footy'), renamed(await readSample(hub.url)))
    await proxy.start()
    await visitor.open()
    const [ada] = await peopleWith(braze, 1)
    expect(ada?.events.map(({ name }) => name)).toEqual(['Competition Entered'])
    const next = await rig.visitor()
    await next.open()
    await next.enter('competition')
    await next.told('accepted', { rule: 'renamed-entry' })
    expect((await peopleWith(braze, 2))[0]?.events).toHaveLength(2)
  })
})

async function readSample(origin: string): Promise<HubFile> {
  return { ...(await readSampleHub()), origins: [origin] }
}

function renamed(file: HubFile): string {
  const rules = file.rules.map((rule) => (rule.id === 'competition-entry' ? { ...rule, id: 'renamed-entry' } : rule))
  return JSON.stringify({ ...file, rules })
}

describe('(f) the site goes on', () => {
  const nonsense: [string, (path: string) => { status: number; body: string; type?: string }][] = [
    ['a proxy that answers with a page', () => ({ status: 200, body: '<!doctype html><h1>Sign in to the Wi-Fi</h1>', type: 'text/html' })],
    [
      'a proxy that answers with other JSON',
      () => ({ status: 200, body: '{"rev":7,"hub":{"rules":[{"on":3},null]},"token":1,"results":"x"}' }),
    ],
    ['a proxy that answers null', () => ({ status: 202, body: 'null' })],
    [
      'a proxy that answers with rules of nothing',
      () => ({ status: 200, body: '{"rev":"a","hub":{"rules":[{},{"id":"x","on":["form"]}],"identity":{}}}' }),
    ],
    ['a proxy that answers 500', () => ({ status: 500, body: 'oops' })],
  ]
  let server: Server | undefined
  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
  })

  async function entersInPeace(hasScript: boolean, script?: string, hubFile?: RigOptions['hubFile']): Promise<void> {
    await start({ ...(script !== undefined && { script }), ...(hubFile && { hubFile }) })
    const visitor = await rig.visitor()
    await visitor.open()
    await visitor.enter('competition')
    await visitor.enter('vip')
    await visitor.answerPoll()
    expect(visitor.entries.filter((bytes) => bytes.includes('/api/entries'))).toHaveLength(2)
    expect(await visitor.page.evaluate(() => 'version' in (window as unknown as { komoBraze: object }).komoBraze)).toBe(hasScript)
    // Whatever the script still wants to try, it does now.
    await visitor.page.evaluate(async () => {
      dispatchEvent(new Event('online'))
      await (window as unknown as { komoBraze?: { flush?(): Promise<unknown> } }).komoBraze?.flush?.()
    })
    expect(visitor.complaints).toEqual([])
    expect(rig.braze.totals().requests).toBe(0)
  }

  test('with a dead proxy', async () => {
    await entersInPeace(false, 'http://127.0.0.1:9/v1/embed.js?hub=summer-footy')
  })

  test('with a proxy that dies once the page has the script', async () => {
    const { proxy, braze } = await start()
    const visitor = await rig.visitor()
    await visitor.open()
    await visitor.page.waitForFunction(() => 'version' in (window as unknown as { komoBraze: object }).komoBraze)
    await proxy.stop('SIGKILL')
    await visitor.enter('competition')
    await visitor.answerPoll()
    await visitor.page.evaluate(() => (window as unknown as { komoBraze: { flush(): Promise<unknown> } }).komoBraze.flush())
    expect(visitor.complaints).toEqual([])
    expect(braze.totals().requests).toBe(0)
  })

  test.each(nonsense)('with %s', async (_, answer) => {
    const bundle = readFileSync(new URL('../../dist/embed.js', import.meta.url))
    server = createServer((request, response) => {
      const isScript = request.url?.startsWith('/v1/embed.js')
      const { status, body, type = 'application/json' } = answer(request.url ?? '')
      response.setHeader('access-control-allow-origin', '*')
      response.writeHead(isScript ? 200 : status, { 'content-type': isScript ? 'text/javascript' : type }).end(isScript ? bundle : body)
    })
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    await entersInPeace(true, `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/embed.js?hub=summer-footy`)
  })

  test('with a broken hub file', async () => {
    await entersInPeace(true, undefined, (file) => ({ ...file, rules: [{ id: 'entry', on: 'form', atributes: {} }] }) as unknown as HubFile)
  })
})

describe('who may', () => {
  test('(g) another origin is refused', async () => {
    const { proxy, braze } = await start()
    const elsewhere = await startHub({ script: () => `${proxy.url}/v1/embed.js?hub=summer-footy`, demo: () => '' })
    try {
      const visitor = await rig.visitor()
      await visitor.page.goto(elsewhere.url)
      await visitor.enter('competition')
      await visitor.page.evaluate(() => (window as unknown as { komoBraze: { flush(): Promise<unknown> } }).komoBraze.flush())
      expect(visitor.sent.filter((bytes) => bytes.includes(proxy.url) && bytes.includes('example.com'))).toEqual([])
      expect(visitor.complaints).toEqual([])
      const answer = await fetch(`${proxy.url}/v1/hubs/summer-footy/session`, {
        method: 'POST',
        headers: { origin: elsewhere.url },
        body: '{}',
      })
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null])
      expect(((await answer.json()) as { code: string }).code).toBe('forbidden')
      expect(braze.totals().requests).toBe(0)
    } finally {
      await elsewhere.close()
    }
  })

  test('(h) an undeclared attribute is refused with its code, its neighbour is accepted', async () => {
    const { proxy, braze } = await start()
    const visitor = await rig.visitor()
    await visitor.open()
    const results = await visitor.page.evaluate(async (base) => {
      const { rev } = (await (await fetch(base)).json()) as HubAnswer
      const post = async (path: string, body: unknown) => (await fetch(base + path, { method: 'POST', body: JSON.stringify(body) })).json()
      const { token } = (await post('/session', {})) as { token: string }
      const envelope = (last: string, attributes: object) => ({
        v: 1,
        id: `01919191-0000-7000-8000-00000000000${last}`,
        at: new Date().toISOString(),
        rev,
        rule: 'competition-entry',
        identity: [{ as: 'user_alias', label: 'email', value: `p${last}@example.com` }],
        attributes,
      })
      const submissions = [envelope('1', { jersey_size: 'M', credit_limit: '9000' }), envelope('2', { jersey_size: 'L' })]
      return ((await post('/submissions', { token, sentAt: new Date().toISOString(), submissions })) as SubmissionsAnswer).results
    }, `${proxy.url}/v1/hubs/summer-footy`)
    expect(results).toMatchObject([{ status: 'refused', code: 'undeclared' }, { status: 'accepted' }])
    await until('the neighbour in Braze', () => braze.totals().attributes === 1)
    await braze.settled()
    expect(braze.profiles()).toMatchObject([{ attributes: { jersey_size: 'L', email: 'p2@example.com' } }])
    expect(JSON.stringify(braze.requests())).not.toContain('credit_limit')
  })
})
