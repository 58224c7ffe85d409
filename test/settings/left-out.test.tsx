// What was refused, in words on the activity page.
import { expect, test } from 'vitest'
import type { ActivityAnswer } from '../../src/core/admin.ts'
import { LeftOut } from '../../src/settings/parts/left-out.tsx'
import { all, show } from './document.tsx'
import { activity } from './sample-data.ts'

test('where a value was left out, the way to its field map is at hand', () => {
  show(activity(true, '24'), (answer) => <LeftOut answer={answer} />)
  expect(all<HTMLAnchorElement>('td a').map((link) => [link.textContent, link.getAttribute('href')])).toContainEqual([
    'winter-quiz',
    '#/hubs/winter-quiz/map',
  ])
})

test('a refusal is told as one of the page’s, not as one of Braze’s', () => {
  const refusals = ['no_identity', 'too_large', 'rate_limited', 'expired_token'].map((code) => ({ code, count: 3 }))
  show({ now: new Date().toISOString(), problems: [], refusals } as unknown as ActivityAnswer, (answer) => <LeftOut answer={answer} />)
  expect(all<HTMLElement>('.chips li').map(({ textContent }) => textContent)).toEqual([
    'Nobody can be recognised: no identity holds. 3',
    'It is too large. 3',
    'Too many submissions in a short time. 3',
    'The page’s token has expired. 3',
  ])
})

test('of a submission that was refused for the value it is not said that its rest was sent', () => {
  const problems = [{ hub: 'h', rule: 'r', target: 'identity.email', code: 'invalid_email', count: 1, lastAt: '2026-05-04T10:00:00Z' }]
  const refusals = [{ code: 'no_identity', count: 1 }]
  show({ now: '2026-05-04T10:00:00Z', problems, refusals } as unknown as ActivityAnswer, (answer) => <LeftOut answer={answer} />)
  expect(all<HTMLElement>('.hint').map(({ textContent }) => textContent)).toEqual([expect.stringContaining('the whole was refused')])
})
