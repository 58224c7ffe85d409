// Which known word an unknown one was probably meant to be: near enough to be a slip, and else none.
import { expect, test } from 'vitest'
import { nearest } from '../../src/schema/nearest.ts'

test.each<[word: string, known: string[], meant: string | undefined]>([
  ['first-name', ['last_name', 'FirstName'], 'FirstName'],
  ['form', ['from', 'on'], 'from'],
  ['tem', ['team', 'term'], 'team'],
  ['ab', ['ad', 'abc'], undefined],
  ['oriigns', ['origins'], 'origins'],
  ['attributions', ['attributes'], undefined],
  ['int', ['string', 'integer'], 'integer'],
  ['increment', ['set', 'inc'], 'inc'],
  ['is', ['issuer'], undefined],
  ['Text', ['date', 'string'], 'string'],
  ['submit', ['form-submission', 'form'], 'form'],
  ['subscriptons', ['subscribed', 'subscriptions'], 'subscriptions'],
])('%s of %j: %s', (word, known, meant) => {
  expect(nearest(word, known)).toBe(meant)
})
