// Dead letters: what is sent again or deleted is what is shown, not what was ticked under another reason or has died since.
import { afterEach, expect, test, vi } from 'vitest'
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
