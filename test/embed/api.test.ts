// `window.komoBraze`: what the page's own code may call, and how it comes to stand there beside what is there already.
import { PREFIX } from './declared.ts'
import { endPage, startPage } from './page-rig.ts'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { SubmitOptions } from '../../src/embed/api.ts'
import type { HubFile, Rule } from '../../src/core/hub-file.ts'

const attributes = { team: 'field.team', card: 'card.name', path: 'page.path' }
const rules: Rule[] = [
  { id: 'a', on: 'form', where: { form: '#a' }, confirm: 'komo', attributes },
  { id: 'b', on: 'form', where: { form: '#b' }, confirm: 'submit', attributes },
]

const start = async (more: Partial<HubFile> = {}) => {
  const page = await startPage(rules, more)
  vi.stubGlobal('__VERSION__', '1.2.3')
  const { api } = await import('../../src/embed/api.ts')
  return { ...page, api }
}
afterEach(() => {
  Reflect.deleteProperty(window, 'komoBraze')
  endPage()
})

describe('submit', () => {
  const card = { id: 'c', name: 'Quiz' }
  test.each<[name: string, options: SubmitOptions | undefined, waits: string[], sent: object[]]>([
    ['of no form that is declared: no rule', undefined, [], []],
    ['as a form that waits', { form: '#a' }, ['a unconfirmed'], []],
    ['the hub took it', { form: '#a', confirmed: true }, [], [{ team: 'red' }]],
    ['as another form, of a card', { form: '#b', card }, [], [{ team: 'red', card: 'Quiz' }]],
  ])('%s', async (_, options, waits, sent) => {
    const { api, waits: found, sent: gone } = await start()
    api.submit({ team: 'red' }, options)
    expect(found()).toEqual(waits)
    expect(gone()).toEqual(sent.map((one) => ({ ...one, path: location.pathname })))
  })

  test('before the declaration is known: of when and where it was said', async () => {
    const { api, sent } = await start()
    const { loadHub } = await import('../../src/embed/hub.ts')
    const { pending } = await import('../../src/embed/delivery/pending.ts')
    const declaration = localStorage.getItem(`${PREFIX}hub`)
    localStorage.removeItem(`${PREFIX}hub`)
    api.submit({ team: 'red' }, { form: '#b' })
    expect(sent()).toEqual([])
    const at = new Date().toISOString()
    await vi.advanceTimersByTimeAsync(60_000)
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(declaration)))
    await loadHub()
    expect(pending()).toMatchObject([{ at, attributes: { team: 'red' } }])
  })
})

test('consent: given it lets go what waits; withdrawn it ends that, is told to other tabs, and waits again', async () => {
  const { api, waits, gone } = await start({ consent: { api: true } })
  const submit = () => api.submit({ team: 'red' }, { form: '#b' })
  submit()
  expect(waits()).toEqual(['b no_consent'])
  api.consent(true)
  expect(gone()).toEqual(['b'])
  api.consent(false)
  expect(gone()).toEqual([])
  expect(JSON.parse(localStorage.getItem(`${PREFIX}withdrawn`)!)).toBe(Date.now())
  submit()
  expect(waits()).toEqual(['b no_consent'])
})

test('identify lets go what waits for who it is', async () => {
  const { api, waits, gone } = await start({ identity: [{ as: 'external_id', from: { from: 'field.none' }, trust: 'page' }] })
  api.submit({ team: 'red' }, { form: '#b' })
  expect(waits()).toEqual(['b no_identity'])
  api.identify({ as: 'external_id', value: 'm' })
  expect(gone()).toEqual(['b'])
})

test('flush says what is still here, and why', async () => {
  const { api, seconds } = await start()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError()))
  api.submit({ team: 'red' }, { form: '#a' })
  api.submit({ team: 'red' }, { form: '#b' })
  const flushed = api.flush()
  await seconds(0)
  expect(await flushed).toMatchObject([
    { rule: 'a', reason: 'unconfirmed' },
    { rule: 'b', reason: 'offline' },
  ])
})

test('on: a stage, or all of them; a listener that throws stops nobody', async () => {
  const { api } = await start()
  const heard: string[] = []
  api.on('*', () => {
    throw new Error('the page’s own')
  })
  api.on('held', ({ stage, rule, hub }) => heard.push(`held: ${stage} ${rule} ${hub}`))
  api.on('*', ({ stage }) => heard.push(stage))
  api.submit({ team: 'red' }, { form: '#a' })
  expect(heard).toEqual(['captured', 'selected', 'held: held a hub', 'held'])
})

describe('where it stands', () => {
  type Published = Record<'identify' | 'flush' | 'push', (...args: unknown[]) => unknown> & {
    version: string
    hubs: Record<string, object>
  }
  const global = window as unknown as { komoBraze: Published | unknown }
  const fake = (name: string, calls: string[]) => ({
    version: name,
    identify: (...args: unknown[]) => {
      if (args[0] === 'broken') throw new Error(name)
      calls.push(`${name} ${args.join()}`)
    },
    flush: () => name,
  })
  const publish = async (stands: unknown, name = 'own') => {
    global.komoBraze = stands
    vi.resetModules()
    const calls: string[] = []
    const { publish: put } = await import('../../src/embed/publish.ts')
    return { isFirst: put(fake(name, calls) as never), calls, published: global.komoBraze as Published }
  }

  test.each<[name: string, stands: unknown]>([
    ['nothing', undefined],
    ['an element', document.createElement('div')],
    ['an empty queue', []],
  ])('%s: then it', async (_, stands) => {
    const { isFirst, calls, published } = await publish(stands)
    published.identify('a', 'b')
    published.push(['identify', 'c'], ['identify', 'broken'], 'nonsense', ['identify', 'd'])
    expect([isFirst, published.version, published.flush(), calls]).toEqual([true, 'own', 'own', ['own a,b', 'own c', 'own d']])
  })

  test('a queue: each call in its order; one that is broken stops no other', async () => {
    const { calls } = await publish([['identify', 'a'], ['identify', 'broken'], null, ['identify', 'b']])
    expect(calls).toEqual(['own a', 'own b'])
  })

  test('the same hub’s script: it stays', async () => {
    const { published } = await publish([])
    const again = await publish(published, 'again')
    expect([again.isFirst, again.published.version, again.published.flush()]).toEqual([false, 'own', 'own'])
  })

  test('another hub’s script: calls go to both, and what was queued to each', async () => {
    const others: string[] = []
    const early = [['identify', 'early']]
    const { calls, published } = await publish({ hubs: { other: fake('other', others) }, early })
    published.identify('a')
    published.identify('broken')
    expect([calls, others, published.flush()]).toEqual([['own early', 'own a'], ['other a'], 'own'])
  })

  test('another hub’s script of a version that kept no queue', async () => {
    const { isFirst, published } = await publish({ hubs: { other: fake('other', []) } })
    expect([isFirst, Object.keys(published.hubs)]).toEqual([true, ['other', 'hub']])
  })
})
