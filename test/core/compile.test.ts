// What the page is given of a declaration.
import { expect, test } from 'vitest'
import { compilePick } from '../../src/core/compile-pick.ts'
import { compile } from '../../src/core/compile.ts'
import type { HubFile } from '../../src/core/hub-file.ts'
import { HUB } from '../schema/hub.ts'

test('a value with a condition is looked at for card numbers too', () => {
  expect(compilePick({ from: 'field.a', when: { 'field.b': { present: true } } }, 'string')).toMatchObject({ guard: true })
})
test('a consent for one capture is no visitor’s', () => {
  expect(compile({ ...HUB, consent: { from: 'field.ok', scope: 'capture' } }).rules[0]?.consent).toEqual({ from: 'field.ok' })
})

/** Nothing is declared that has a default. */
const PLAIN: HubFile = {
  hub: 'summer-footy',
  origins: ['https://an-origin.komo.site'],
  workspace: 'a-workspace',
  identity: [{ as: 'external_id', proof: 'extension.token', claim: 'a-claim' }],
  jwt: { issuer: 'an-issuer', audience: 'an-audience', algorithms: ['RS256'], keys: 'file:a-key.pem' },
  bot: { verify: 'https://an-address.example', siteKey: 'a-site-key', secret: 'env:A_SECRET' },
  rules: [
    { id: 'entry', on: 'form', attributes: { source: { value: 'a-constant' } }, events: [{ name: 'an-event', appId: 'an-app' }] },
    { id: 'play', on: 'card-answered', collect: { question: ['event.q'], answer: ['event.a'], until: ['card-finished'] } },
  ],
}

test('the page gets the defaults of the contract filled in', () => {
  expect(compile(PLAIN)).toMatchObject({
    hold: { max: 50, minutes: 30 },
    pending: { max: 100, kilobytes: 256, days: 3 },
    rules: [
      { confirm: 'auto', patience: 30_000 },
      { collect: { max: 100 }, patience: 600_000 },
    ],
  })
  const optional = ['days', 'forgets', 'kiosk', 'pageLocale']
  expect(Object.keys(compile(PLAIN)).filter((key) => optional.includes(key))).toEqual([])
})

test('the page gets nothing that is the proxy’s alone', () => {
  const given = JSON.stringify(compile(PLAIN))
  expect(given.match(/an?-[a-z-]+|A_SECRET/g)).toEqual(['a-site-key'])
})
