// What a refused request is told: a problem document of RFC 9457, and how long to wait.
import { expect, test } from 'vitest'
import { problem } from '../../../src/proxy/http/problem.ts'

test('a code, its words and its status; the headers of whoever asked are with it', () => {
  const { status, headers, body } = problem('forbidden', { headers: { Vary: 'Origin' } })
  expect([status, JSON.parse(body as string)]).toEqual([
    403,
    { type: 'urn:komo-braze:forbidden', title: 'No such hub takes requests from this origin.', status: 403, code: 'forbidden' },
  ])
  expect(headers).toMatchObject({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', Vary: 'Origin' })
  expect(headers).not.toHaveProperty('Retry-After')
})

test.each([
  [0, '1'],
  [0.4, '1'],
  [1, '1'],
  [1.2, '2'],
])('%d seconds are said in whole ones, and never as none: %s', (retryAfter, said) => {
  const { headers, body } = problem('rate_limited', { retryAfter })
  expect([headers['Retry-After'], (JSON.parse(body as string) as { retryAfter: number }).retryAfter]).toEqual([said, Number(said)])
})
