// The page's data layers: each event once, and the page's own calls as if nobody listened.
import { afterEach, describe, expect, test, vi } from 'vitest'

interface Layers {
  dataLayer?: unknown
  adobeDataLayer?: unknown
}
const event = (answer: string, more: object = {}) => ({ event: 'card-answered', eventData: { answer }, ...more })

async function start(layers: Layers) {
  vi.resetModules()
  const { follow } = await import('../../src/embed/komo/layers.ts')
  const heard: unknown[] = []
  const look = () => follow(layers as never, (_, payload) => heard.push(payload['answer']))
  look()
  return { heard, look }
}
afterEach(() => vi.restoreAllMocks())

describe('once', () => {
  test('an entry that the page changes later, without pushing it again, says nothing new', async () => {
    const entry = event('red')
    const { heard, look } = await start({ dataLayer: [entry] })
    entry.eventData.answer = 'blue'
    look()
    expect(heard).toEqual(['red'])
  })

  test('where the list is replaced, and the new one’s push is the old one’s', async () => {
    const layers = { dataLayer: [] as unknown[] }
    const { heard, look } = await start(layers)
    const { push } = layers.dataLayer
    layers.dataLayer = Object.assign([], { push })
    look()
    layers.dataLayer.push(event('a'))
    expect(heard).toEqual(['a'])
  })

  test('the copies of many events come in one go', async () => {
    const all = Array.from({ length: 400 }, (_, index) => event(String(index)))
    const { heard } = await start({ dataLayer: all, adobeDataLayer: structuredClone(all) })
    expect(heard).toHaveLength(400)
  })

  test('the layer that Komo fills first may be either', async () => {
    const layers = { dataLayer: [] as unknown[], adobeDataLayer: [] as unknown[] }
    const { heard } = await start(layers)
    layers.adobeDataLayer.push(event('a'))
    layers.dataLayer.push(event('a'))
    layers.dataLayer.push(event('b'))
    layers.adobeDataLayer.push(event('b'))
    expect(heard).toEqual(['a', 'b'])
  })
})

describe('the page’s own', () => {
  test('push gives what it gave, before anything is heard, and for several entries at once', async () => {
    const layers = { dataLayer: [0] as unknown[] }
    const { heard } = await start(layers)
    expect(layers.dataLayer.push(event('a'), event('b'))).toBe(3)
    expect(heard).toEqual(['a', 'b'])
  })

  test('list is frozen: what stands in it is heard', async () => {
    const { heard } = await start({ dataLayer: Object.freeze([event('a')]) })
    expect(heard).toEqual(['a'])
  })

  test('push called for another list adds to that one', async () => {
    const layers = { dataLayer: [] as unknown[] }
    await start(layers)
    const other: unknown[] = []
    layers.dataLayer.push.call(other, 'theirs')
    expect([other, layers.dataLayer.length]).toEqual([['theirs'], 0])
  })

  test.each([
    ['nothing', null],
    ['no object', 'text'],
    [
      'an event that throws',
      {
        get event() {
          throw new Error('theirs')
        },
      },
    ],
    [
      'an event whose content cannot be written',
      event('a', {
        eventInfo: {
          toJSON() {
            throw new Error('theirs')
          },
        },
      }),
    ],
  ])('an entry that is %s throws nothing into its push', async (_, entry) => {
    const layers = { dataLayer: [] as unknown[] }
    await start(layers)
    expect(() => layers.dataLayer.push(entry)).not.toThrow()
  })

  test('a listener that pushes while the entries are gone through does not go on for ever', async () => {
    const layers = { dataLayer: [event('a'), event('b')] as unknown[] }
    vi.resetModules()
    const { follow } = await import('../../src/embed/komo/layers.ts')
    let count = 0
    follow(layers as never, () => {
      if (++count < 100) Array.prototype.push.call(layers.dataLayer, event(`theirs ${count}`))
    })
    expect(count).toBe(2)
  })
})
