// Several tabs of Connect: a wish of the inspector goes to the one that has the hub open, so that two drafts of it never meet.
import { describe, expect, test, vi } from 'vitest'
import { createHandOver, type Channel } from '../../src/settings/hand-over.ts'

type Held = 'not' | 'clean' | 'dirty'

/** Tabs of one browser, each with how it has every hub open; all that was taken. */
function tabs(...held: Held[]) {
  const listeners: ((event: { data: unknown }) => void)[] = []
  const taken: string[] = []
  const all = held.map((one, index) => {
    const channel = {
      postMessage: (data: unknown) =>
        listeners.forEach((hear, at) => at !== index && queueMicrotask(() => hear({ data: structuredClone(data) }))),
      addEventListener: (_: string, hear: (typeof listeners)[number]) => void (listeners[index] = hear),
    } as unknown as Channel
    return createHandOver({
      channel,
      tab: String(index),
      holds: () => one,
      take: (hub, query) => void taken.push(`${index} ${hub} ${query}`),
    })
  })
  return { all, taken }
}

describe('a wish is handed', () => {
  test.each<[string, Held[], string[]]>([
    ['to nobody where no other tab has the hub open', ['clean', 'not'], []],
    ['to the tab that has it open', ['clean', 'not', 'clean'], ['2 h field=a']],
    ['to the one with unsaved changes before any other', ['not', 'clean', 'dirty', 'dirty'], ['2 h field=a']],
  ])('%s', async (_, held, taken) => {
    const { all, taken: found } = tabs(...held)
    expect(await all[0]!('h', 'field=a')).toBe(taken.length > 0)
    await vi.waitFor(() => expect(found).toEqual(taken))
  })

  test('to nobody in a browser without channels', async () => {
    const alone = createHandOver({ channel: undefined, tab: '0', holds: () => 'dirty', take: vi.fn() })
    expect(await alone('h', 'field=a')).toBe(false)
  })
})
