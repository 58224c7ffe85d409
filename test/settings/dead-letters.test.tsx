// Dead letters: what is sent again or deleted is what is shown, not what was ticked under another reason or has died since.
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { DeadLetterView } from '../../src/core/admin.ts'
import { DeadLetters } from '../../src/settings/pages/dead-letters.tsx'
import { button, press, settle, show, stubProxy } from './page-rig.ts'
import { deadLetters } from './sample-data.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function stub(letters: DeadLetterView[] = deadLetters()) {
  return stubProxy({
    'GET /admin/api/dead-letters': ({ query }) => {
      const shown = letters.filter(({ reason }) => !query.get('reason') || reason === query.get('reason'))
      return {
        letters: shown,
        total: shown.length,
        reasons: [...new Set(letters.map(({ reason }) => reason))].map((reason) => ({ reason, count: 1 })),
      }
    },
    'POST /admin/api/dead-letters/replay': () => ({ count: 1 }),
  })
}
const replayed = (asked: ReturnType<typeof stub>): unknown => asked.find(({ what }) => what.endsWith('/replay'))?.body

test('another reason is another choice: what was ticked before is not acted on unseen', async () => {
  const asked = stub()
  const page = await show(<DeadLetters />)
  await press(page.querySelectorAll('.letter input')[0])
  await press(page.querySelectorAll('.letter input')[1])
  await press(page.querySelectorAll('.chips button')[2])
  expect([...page.querySelectorAll('.letter .mono')].map(({ textContent }) => textContent)).toEqual(['n•••@e•••.com'])
  await press(page.querySelector('.actions .primary'))
  await press(button(page, 'Send again'))
  expect(replayed(asked)).toEqual({ all: { reason: 'ambiguous', upTo: 'd4' } })
})

test('all are those up to the newest that is shown', async () => {
  const asked = stub()
  const page = await show(<DeadLetters />)
  await press(page.querySelector('.actions .primary'))
  await press(button(page, 'Send again'))
  expect(replayed(asked)).toEqual({ all: { upTo: 'd1' } })
})

test('what Braze may have already goes again only once it was asked about; what it refused goes at once', async () => {
  const asked = stub()
  const page = await show(<DeadLetters />)
  const letters = page.querySelectorAll<HTMLInputElement>('.letter input')
  await press(letters[0])
  await press(letters[3])
  await press(page.querySelector('.actions .primary'))
  expect([replayed(asked), page.querySelector('dialog p')?.textContent]).toEqual([
    undefined,
    '1 of these may be in Braze already. Its events would count twice.',
  ])
  await press(button(page, 'Cancel'))
  await press(letters[3])
  await press(page.querySelector('.actions .primary'))
  expect([replayed(asked), page.querySelector('dialog')]).toEqual([{ ids: ['d1'] }, null])
})

test('a letter that comes back is shown without being asked for, but not while one is ticked', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const letters: DeadLetterView[] = []
  const asked = stub(letters)
  const page = await show(<DeadLetters />)
  expect(page.querySelector('.empty')?.textContent).toBe('No dead lettersNothing waits here for you.')
  const shown = async (): Promise<number> => {
    vi.advanceTimersByTime(5_000)
    await settle()
    return page.querySelectorAll('.letter').length
  }
  letters.push(...deadLetters().slice(0, 2))
  expect(await shown()).toBe(2)
  const looks = asked.length
  await press(page.querySelector('.letter input'))
  letters.pop()
  expect([await shown(), asked.length]).toEqual([2, looks])
  await press(page.querySelector('.letter input'))
  expect(await shown()).toBe(1)
})

describe('older letters are asked for', () => {
  /** Two pages of each reason. Each answer waits until it is let go. */
  async function shown() {
    const waiting: { query: URLSearchParams; go(): Promise<void> }[] = []
    const letters = deadLetters()
    const answerTo = (query: URLSearchParams, all: DeadLetterView[]): object => {
      const those = all.filter(({ reason }) => !query.get('reason') || reason === query.get('reason'))
      const from = those.findIndex(({ id }) => id === query.get('after')) + 1
      const two = those.slice(from, from + 2)
      const reasons = [...new Set(all.map(({ reason }) => reason))].map((reason) => ({ reason, count: 1 }))
      return { letters: two, total: those.length, reasons, ...(those[from + 2] && { next: two.at(-1)?.id }) }
    }
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    vi.stubGlobal('fetch', (address: string, { method }: RequestInit) => {
      const query = new URL(address, 'http://127.0.0.1').searchParams
      const answer = method === 'POST' ? { count: letters.splice(0).length } : answerTo(query, [...letters])
      return new Promise<Response>((resolve) => {
        const go = async (): Promise<void> => {
          resolve(Response.json(answer))
          await settle()
        }
        waiting.push({ query, go })
      })
    })
    const page = await show(<DeadLetters />)
    await waiting.shift()?.go()
    const next = () => waiting.shift()
    const more = () => press(button(page, 'Show more'))
    const look = async (): Promise<void> => {
      vi.advanceTimersByTime(5_000)
      await settle()
    }
    const ids = () =>
      [...page.querySelectorAll('.letter .mono')].map(({ textContent }) => letters.find(({ person }) => person.masked === textContent)?.id)
    return { page, letters, next, more, look, ids }
  }

  test.each(['before', 'after'])('a look already on its way, answered %s them, neither folds the list nor leaves a gap', async (when) => {
    const { letters, next, more, look, ids } = await shown()
    letters.unshift({ ...letters[0]!, id: 'd0', person: { as: 'email', masked: 'n•••@n•••.com' } })
    await look()
    await more()
    const [late, older] = [next(), next()]
    for (const one of when === 'before' ? [late, older] : [older, late]) await one?.go()
    expect(ids()).toEqual(['d1', 'd2', 'd3', 'd4'])
  })

  test('a look already on its way when one is ticked moves nothing either', async () => {
    const { page, letters, next, look, ids } = await shown()
    letters.shift()
    await look()
    await press(page.querySelectorAll('.letter input')[1])
    letters.unshift(...deadLetters().slice(0, 1))
    await next()?.go()
    expect(ids()).toEqual(['d1', 'd2'])
  })

  test('twice at once: each is shown once', async () => {
    const { next, more, ids } = await shown()
    await more()
    await more()
    await next()?.go()
    await next()?.go()
    expect(ids()).toEqual(['d1', 'd2', 'd3', 'd4'])
  })

  test('and another reason is chosen meanwhile: none of the others is shown among its letters', async () => {
    const { page, next, more, ids } = await shown()
    await more()
    await press(page.querySelectorAll('.chips button')[2])
    const [older, ofReason] = [next(), next()]
    await ofReason?.go()
    await older?.go()
    expect(ids()).toEqual(['d4'])
  })

  test('and all are sent again meanwhile: none is shown any longer', async () => {
    const { page, next, more } = await shown()
    await more()
    await press(page.querySelector('.actions .primary'))
    await press(button(page, 'Send again'))
    const [older, replay] = [next(), next()]
    await replay?.go()
    const reload = next()
    await older?.go()
    await reload?.go()
    expect(page.querySelectorAll('.letter')).toHaveLength(0)
  })
})
