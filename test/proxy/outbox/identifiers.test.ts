// By what a stored request is found when a person is erased: whatever the operator names her by, in the request's own identifiers and in what stands elsewhere in it.
import { expect, it } from 'vitest'
import { keysOf, personKey } from '../../../src/proxy/outbox/identifiers.ts'
import type { Person } from '../../../src/proxy/outbox/person.ts'
import type { TrackRequest } from '../../../src/core/track-request.ts'

const alias = { attributes: [{ user_alias: { alias_name: 'C-1', alias_label: 'crm' } }] }

it.each<[how: string, person: Person, request: TrackRequest]>([
  ['an e-mail address, however it is written', { email: ' Ada@Example.com ' }, { attributes: [{ email: 'ada@example.com' }] }],
  [
    'an e-mail address whose host is not in ASCII, as somebody writes it',
    { email: 'ada@münchen.de' },
    { attributes: [{ external_id: '1', email: 'ada@xn--mnchen-3ya.de' }] },
  ],
  ['one in a text, likewise', { email: 'ada@münchen.de' }, { attributes: [{ external_id: '1', friend: 'ask ada@münchen.de!' }] }],
  ['an e-mail address in full-width letters', { email: 'ａｄａ@example.com' }, { attributes: [{ email: 'ada@example.com' }] }],
  [
    'one in a text, its signs like its letters',
    { email: 'ada@example.com' },
    { attributes: [{ external_id: '1', friend: 'ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ！' }] },
  ],
  [
    'one in a text, of a script whose vowels are marks',
    { email: 'ada@xn--c2bd4bq2d9bd.xn--h2brj9c' },
    { attributes: [{ external_id: '1', friend: 'ask ada@डेटामेल.भारत!' }] },
  ],
  [
    'one whose dot is a Chinese full stop',
    { email: 'ada@example.com' },
    { attributes: [{ external_id: '1', friend: 'ada@example。com' }] },
  ],
  ['one before such a stop', { email: 'ada@example.com' }, { attributes: [{ external_id: '1', friend: 'ada@example.com。謝謝' }] }],
  [
    'one with an accent for an apostrophe',
    { email: 'o´brien@example.com' },
    { attributes: [{ external_id: '1', friend: 'o´brien@example.com' }] },
  ],
  ['an e-mail address in a text', { email: 'ada@example.com' }, { attributes: [{ external_id: '1', friend: 'ask ada@example.com!' }] }],
  [
    'an e-mail address with an apostrophe',
    { email: "o'brien@example.com" },
    { attributes: [{ external_id: '1', email: "o'brien@example.com" }] },
  ],
  ['one in a text', { email: "o'brien@example.com" }, { attributes: [{ external_id: '1', friend: "ask o'brien@example.com!" }] }],
  [
    'an e-mail address that holds what separates words',
    { email: 'a(b)c@example.com' },
    { attributes: [{ external_id: '1', email: 'a(b)c@example.com' }] },
  ],
  ['an e-mail address in quotes', { email: 'ada@example.com' }, { attributes: [{ external_id: '1', friend: "to='ada@example.com'" }] }],
  [
    'an e-mail address behind an elision',
    { email: 'ada@example.com' },
    { attributes: [{ external_id: '1', friend: "l'adresse d'ada@example.com" }] },
  ],
  ['a phone number, however it is written', { phone: '+61 400 000 000' }, { attributes: [{ phone: '+61400000000' }] }],
  ['one in full-width digits', { phone: '+61400000000' }, { attributes: [{ external_id: '1', mobile: '＋６１ ４００ ０００ ０００' }] }],
  ['one in a text', { phone: '+61400000000' }, { attributes: [{ external_id: '1', friend: 'call +61 400 000 000, please' }] }],
  [
    'one before other digits',
    { phone: '+61400000000' },
    { attributes: [{ external_id: '1', friend: 'on 3.4. call (+61) 400-000-000 2 or 3 times' }] },
  ],
  ['one that came as a number', { phone: '+61400000000' }, { attributes: [{ external_id: '1', mobile: 61400000000 }] }],
  ['an external id', { external_id: '7' }, { attributes: [{ external_id: '7' }] }],
  ['a Braze id', { braze_id: 'b7' }, { attributes: [{ braze_id: 'b7' }] }],
  ['an alias with its label', { alias_name: 'C-1', alias_label: 'crm' }, alias],
  ['an alias whose label is not given', { alias_name: 'C-1' }, alias],
])('%s', (_how, person, request) => {
  expect(keysOf(request)).toContain(personKey(person))
})

it('an alias of another label is somebody else’s', () => {
  expect(keysOf(alias)).not.toContain(personKey({ alias_name: 'C-1', alias_label: 'shop' }))
})

it('an address that ends like hers is somebody else’s', () => {
  const request = { attributes: [{ external_id: '1', email: "o'brien@example.com" }] }
  expect(keysOf(request)).not.toContain(personKey({ email: 'brien@example.com' }))
})

it('a number that begins or ends like hers is somebody else’s', () => {
  const request = { attributes: [{ external_id: '1', friend: 'call +61 400 000 0001 or +1 61400000000' }] }
  expect(keysOf(request)).not.toContain(personKey({ phone: '+61400000000' }))
})

it('several addresses in one text are all found, and a long word is looked through once', () => {
  const long = `${'x'.repeat(1_000_000)} ${"x'".repeat(500_000)} ${"'".repeat(1_000_000)} 1 1 1${'.'.repeat(1_000_000)}`
  const request = { attributes: [{ external_id: '1', note: `${long} Bo@example.com,cy@example.com` }] }
  expect([...keysOf(request)]).toEqual(['external_id:1', 'email:bo@example.com', 'email:cy@example.com'])
})
