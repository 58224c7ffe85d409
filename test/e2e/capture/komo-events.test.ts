// Komo's events from both data layers: each once, whatever tag managers do to the arrays.
import { KOMO_EVENTS } from '../../../src/core/komo-events.ts'
import type { Rule } from '../../../src/core/hub-file.ts'
import { runCases, type CaptureCase } from './run-cases.ts'

const answered: Rule[] = [{ id: 'answer', on: 'card-answered', events: [{ name: 'Answered', properties: { answer: 'event.answer' } }] }]
const answer = (text: string, more: object = {}) => ({
  event: 'card-answered',
  eventData: { cardId: 'c1', answer: text, timestamp: `t-${text}`, ...more },
})
const got = (...texts: string[]) => texts.map((text) => ({ events: [{ event: 0, properties: { answer: text } }] }))
const script = (code: string) => `<script>${code}</script>`
const json = JSON.stringify

const cases: CaptureCase[] = [
  ...KOMO_EVENTS.map((name): CaptureCase => ({
    name: `dataLayer: ${name}`,
    html: '',
    rules: [{ id: 'any', on: name, events: [{ name: 'Seen', properties: { site: 'hub.name', card: 'card.name', user: 'user.id' } }] }],
    act: ({ push }) => push({ event: name, eventData: { siteName: 'Footy', userId: 'u1', cardId: 'c1', cardName: 'Quiz' } }),
    sends: [{ events: [{ event: 0, properties: { site: 'Footy', card: 'Quiz', user: 'u1' } }] }],
  })),
  {
    name: 'adobeDataLayer: payload flat in eventInfo, extension and tracked data inside',
    html: '',
    head: script('window.adobeDataLayer = []'),
    rules: [
      {
        id: 'answer',
        on: 'card-answered',
        events: [
          { name: 'Answered', properties: { answer: 'event.answer', ext: 'extension.braze_id', tier: 'tracked.tier', type: 'card.type' } },
        ],
      },
    ],
    act: ({ page }) =>
      page.evaluate(() =>
        (window as never as { adobeDataLayer: unknown[] }).adobeDataLayer.push({
          event: 'card-answered',
          eventInfo: { cardId: 'c1', cardType: 'quiz', answer: 'red', extensionData: { braze_id: 'b1' }, trackedData: { tier: 'gold' } },
        }),
      ),
    sends: [{ events: [{ event: 0, properties: { answer: 'red', ext: 'b1', tier: 'gold', type: 'quiz' } }] }],
  },
  {
    name: 'extension and tracked data beside eventData',
    html: '',
    rules: [
      { id: 'answer', on: 'card-answered', events: [{ name: 'A', properties: { ext: 'extension.braze_id', tier: 'tracked.tier' } }] },
    ],
    act: ({ push }) => push({ ...answer('x'), extensionData: { braze_id: 'b1' }, trackedData: { tier: 'gold' } }),
    sends: [{ events: [{ event: 0, properties: { ext: 'b1', tier: 'gold' } }] }],
  },
  {
    name: 'one event in both layers is one',
    html: '',
    head: script('window.dataLayer = []; window.adobeDataLayer = []'),
    rules: answered,
    act: ({ page }) =>
      page.evaluate(() => {
        const { dataLayer, adobeDataLayer } = window as never as Record<string, unknown[]>
        for (const answer of ['red', 'blue']) {
          const payload = { cardId: 'c1', answer, timestamp: answer }
          dataLayer!.push({ event: 'card-answered', eventData: payload })
          adobeDataLayer!.push({ event: 'card-answered', eventInfo: { ...payload } })
        }
      }),
    sends: got('red', 'blue'),
  },
  {
    name: 'the same answer given twice is two',
    html: '',
    rules: answered,
    act: ({ push }) => push(answer('red'), answer('red')),
    sends: got('red', 'red'),
  },
  {
    name: 'what was pushed before the script was there',
    head: script(`window.dataLayer = [${json(answer('early'))}]`),
    html: '',
    rules: answered,
    act: ({ push }) => push(answer('late')),
    sends: got('early', 'late'),
  },
  {
    name: 'a layer that is made later',
    html: '',
    rules: answered,
    act: async ({ page, push, flush }) => {
      await push(answer('first'))
      await flush()
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
    },
    sends: got('first'),
  },
  {
    name: 'the array is replaced by another that holds the old entries',
    html: '',
    head: script('window.dataLayer = []'),
    rules: answered,
    act: ({ page }) =>
      page.evaluate(
        (one, two, three) => {
          const w = window as never as { dataLayer: unknown[] }
          w.dataLayer.push(one)
          w.dataLayer = [...w.dataLayer, two]
          w.dataLayer.push(three)
        },
        answer('one'),
        answer('two'),
        answer('three'),
      ),
    sends: got('one', 'two', 'three'),
  },
  {
    name: 'a tag manager wraps push, drops old entries and returns its own result',
    html: '',
    head: script('window.dataLayer = []'),
    rules: answered,
    act: async ({ page }) => {
      const results = await page.evaluate(
        (one, two) => {
          const layer = (window as never as { dataLayer: unknown[] }).dataLayer
          const results = [layer.push({ event: 'gtm.js' })]
          const original = layer.push
          layer.push = function (...entries: unknown[]) {
            original.apply(layer, entries)
            while (layer.length > 1) layer.shift()
            return 'the tag manager says' as never
          }
          results.push(layer.push(one), layer.push(two))
          return results
        },
        answer('one'),
        answer('two'),
      )
      if (JSON.stringify(results) !== '[1,"the tag manager says","the tag manager says"]') throw new Error(`push returned ${json(results)}`)
    },
    sends: got('one', 'two'),
  },
  {
    name: 'push is replaced by one that does not call ours: the array tells',
    html: '',
    head: script('window.dataLayer = []'),
    rules: answered,
    act: ({ page }) =>
      page.evaluate((one) => {
        const layer = (window as never as { dataLayer: unknown[] }).dataLayer
        layer.push = Array.prototype.push
        layer.push(one)
      }, answer('one')),
    sends: got('one'),
  },
  {
    name: 'arguments objects, functions, null and texts in the layer are no events and do no harm',
    html: '',
    head: script(
      'window.dataLayer = [null, "text", 7, function () {}, ["event", "card-answered"]]; (function () { dataLayer.push(arguments) })("event", "x")',
    ),
    rules: answered,
    act: ({ push }) => push(answer('one')),
    sends: got('one'),
  },
  {
    name: 'one object pushed again with other content is another event',
    html: '',
    head: script('window.dataLayer = []'),
    rules: answered,
    act: ({ page }) =>
      page.evaluate(() => {
        const layer = (window as never as { dataLayer: unknown[] }).dataLayer
        const entry = { event: 'card-answered', eventData: { answer: 'red' } }
        layer.push(entry)
        entry.eventData.answer = 'blue'
        layer.push(entry)
        layer.push(entry)
      }),
    sends: got('red', 'blue'),
  },
  {
    name: 'cyclic payloads, and payloads with getters that throw',
    html: '',
    head: script('window.dataLayer = []'),
    rules: answered,
    act: ({ page }) =>
      page.evaluate(() => {
        const layer = (window as never as { dataLayer: unknown[] }).dataLayer
        const cyclic: Record<string, unknown> = { answer: 'cyclic', list: [] }
        cyclic['self'] = cyclic
        ;(cyclic['list'] as unknown[]).push(cyclic, cyclic)
        const throwing = {
          answer: 'throwing',
          get bad() {
            throw new Error('no')
          },
        }
        layer.push({ event: 'card-answered', eventData: cyclic }, { event: 'card-answered', eventData: throwing })
        layer.push({
          get event() {
            throw new Error('no')
          },
        })
        layer.push({ event: 'card-answered', eventData: Object.freeze({ answer: 'frozen' }) })
      }),
    sends: got('cyclic', 'throwing', 'frozen'),
  },
  {
    name: 'order and timing of the page stay: its own push is done before anything of ours, in the same task',
    html: '',
    head: script('window.dataLayer = []; window.order = []'),
    rules: answered,
    act: async ({ page }) => {
      const order = await page.evaluate((one) => {
        const { dataLayer, komoBraze } = window as never as { dataLayer: unknown[]; komoBraze: { on(s: string, l: () => void): void } }
        const order: unknown[] = []
        komoBraze.on('captured', () => order.push(`ours, length ${dataLayer.length}`))
        order.push(dataLayer.push(one))
        return order
      }, answer('one'))
      if (json(order) !== '["ours, length 1",1]') throw new Error(json(order))
    },
    sends: got('one'),
  },
  {
    name: 'where: event values, lists and card facts must match',
    html: '',
    rules: [
      {
        id: 'answer',
        on: 'card-answered',
        where: { cardType: ['quiz', 'poll'], event: { correct: true, 'tags.*': 'a' } },
        events: [{ name: 'A', properties: { answer: 'event.answer' } }],
      },
    ],
    act: ({ push }) =>
      push(
        answer('taken', { cardType: 'quiz', correct: true, tags: ['b', 'a'] }),
        answer('wrong card', { cardType: 'spin', correct: true, tags: ['a'] }),
        answer('wrong answer', { cardType: 'quiz', correct: false, tags: ['a'] }),
        answer('no tag', { cardType: 'quiz', correct: true, tags: ['b'] }),
      ),
    sends: got('taken'),
  },
  {
    name: 'an event that Komo does not document works too',
    html: '',
    rules: [{ id: 'new', on: 'prize-won', events: [{ name: 'Won', properties: { prize: 'event.prize' } }] }],
    act: ({ push }) => push({ event: 'prize-won', eventData: { prize: 'Ball' } }),
    sends: [{ events: [{ event: 0, properties: { prize: 'Ball' } }] }],
  },
  {
    name: "a same-origin frame's own data layer",
    html: '<iframe src="inner"></iframe>',
    more: { '/inner': '<html><body><script>window.dataLayer = []</script></body></html>' },
    rules: answered,
    act: ({ page }) =>
      page.evaluate(async (one) => {
        const inner = () => document.querySelector('iframe')!.contentWindow as never as { dataLayer?: unknown[] }
        while (!inner().dataLayer) await new Promise((resolve) => setTimeout(resolve, 10))
        const heard = new Promise<void>((resolve) =>
          (window as never as { komoBraze: { on(s: string, l: () => void): void } }).komoBraze.on('captured', resolve),
        )
        inner().dataLayer!.push(one)
        await heard
      }, answer('framed')),
    sends: got('framed'),
  },
  {
    name: 'a frame that carries the script itself is left to it, also while the script is only coming',
    html: '',
    more: {
      '/inner': `<html lang="en"><head><script>window.dataLayer = [${JSON.stringify(answer('early'))}]</script><script async src="SCRIPT"></script></head></html>`,
    },
    rules: answered,
    act: async ({ page, hub, proxy, slug }) => {
      hub.page.more!['/inner'] = hub.page.more!['/inner']!.replace('SCRIPT', `${proxy}/v1/embed.js?hub=${slug}`)
      let ask!: (go: () => void) => void
      const asked = new Promise<() => void>((resolve) => (ask = resolve))
      hub.faults.push({
        route: 'script',
        times: 1,
        answer: (response) => ask(() => void response.writeHead(307, { Location: `${proxy}/v1/embed.js?hub=${slug}&late` }).end()),
      })
      await page.evaluate(async () => {
        const frame = document.body.appendChild(document.createElement('iframe'))
        frame.src = 'inner'
        while (!(frame.contentWindow as never as { dataLayer?: unknown[] }).dataLayer)
          await new Promise((resolve) => setTimeout(resolve, 10))
        // The page around it looks.
        await (window as never as { komoBraze: { flush(): Promise<unknown> } }).komoBraze.flush()
      })
      const go = await asked
      go()
      await page.evaluate(async (one) => {
        const inner = document.querySelector('iframe')!.contentWindow as never as {
          dataLayer: unknown[]
          komoBraze?: { flush(): Promise<unknown> }
        }
        while (!inner.komoBraze?.flush) await new Promise((resolve) => setTimeout(resolve, 10))
        inner.dataLayer.push(one)
        await inner.komoBraze.flush()
      }, answer('late'))
    },
    sends: got('early', 'late'),
  },
  {
    name: 'limitation: a frame that gets its script after it has loaded: what its layer said before arrives from both',
    html: '',
    more: { '/inner': `<html lang="en"><head><script>window.dataLayer = [${JSON.stringify(answer('early'))}]</script></head></html>` },
    rules: answered,
    act: ({ page, proxy, slug }) =>
      page.evaluate(async (src) => {
        const frame = document.body.appendChild(document.createElement('iframe'))
        frame.src = 'inner'
        await new Promise((resolve) => (frame.onload = resolve))
        const api = () => (window as never as { komoBraze: { flush(): Promise<unknown> } }).komoBraze
        await api().flush()
        const inner = frame.contentWindow as never as { komoBraze?: { flush(): Promise<unknown> } }
        frame.contentDocument!.head.appendChild(frame.contentDocument!.createElement('script')).src = src
        while (!inner.komoBraze?.flush) await new Promise((resolve) => setTimeout(resolve, 10))
        await inner.komoBraze.flush()
      }, `${proxy}/v1/embed.js?hub=${slug}`),
    sends: got('early', 'early'),
  },
]

runCases("Komo's events", cases)
