// How long a refused request is told to wait.
import { expect, test } from 'vitest'
import { problem } from '../../../src/proxy/http/problem.ts'

test.each([
  [0, '1'],
  [0.4, '1'],
  [1, '1'],
  [1.2, '2'],
])('%d seconds are said in whole ones, and never as none: %s', (retryAfter, said) => {
  const { headers, body } = problem('rate_limited', { retryAfter })
  expect([headers['Retry-After'], (JSON.parse(body as string) as { retryAfter: number }).retryAfter]).toEqual([said, Number(said)])
})
