// What is wrong with a hub file is said in one line each: where, what was found, what is wanted.
import { describe, expect, it } from 'vitest'
import { line } from '../../src/schema/issues.ts'
import { parseHubFile } from '../../src/schema/parse-hub-file.ts'
import { HUB, hubWith } from './hub.ts'

const ATTRIBUTE = 'rules.0.attributes.x'
const EVENT = 'rules.0.events'
const phone = (how: object) => ({ as: 'phone', from: { from: 'field.a', ...how }, trust: 'page' })
const crm = (how: object) => ({ as: 'user_alias', label: 'crm', from: { from: 'field.a', ...how } })
const EMAIL = { as: 'user_alias', label: 'email', from: { from: 'field.a' } }
const PROOF = { as: 'external_id', proof: 'extension.token' }
const finders = (...each: object[]) => each.map((fields, index) => ({ ...HUB.rules[0], id: `r${index}`, fields }))
const P = { productId: { value: 'p' }, price: { value: 1 }, currency: { value: 'AUD' } }

/** [place, what stands there, the line that says so] */
const GRAMMAR: [string, unknown, string][] = [
  ['orgins', [], 'orgins: found an unknown key, wanted "origins"'],
  ['hub', 'Summer Footy', 'hub: found "Summer Footy", wanted 1 to 64 of a–z, 0–9 and "-"'],
  ['hub', undefined, 'hub: found nothing, wanted a text'],
  ['origins', [], 'origins: found an empty list, wanted at least one origin'],
  [
    'origins',
    ['https://Summer.komo.site/'],
    'origins[0]: found "https://Summer.komo.site/", wanted an exact origin in lower case with no path',
  ],
  ['origins', ['*'], 'origins[0]: found "*", wanted an exact origin'],
  ['origins', ['https://summer.komo.site.'], 'origins[0]: found "https://summer.komo.site.", wanted an exact origin'],
  [
    'origins',
    ['https://summer.komo.site:443'],
    'origins[0]: found "https://summer.komo.site:443", wanted "https://summer.komo.site", as the browser writes it',
  ],
  ['origins', ['http://[::1]:80'], 'origins[0]: found "http://[::1]:80", wanted "http://[::1]", as the browser writes it'],
  ['origins', ['https://summer.komo.site:65536'], 'origins[0]: found "https://summer.komo.site:65536", wanted a port of at most 65535'],
  ['locale', 'english', 'locale: found "english", wanted a BCP 47 language tag'],
  ['workspace', 'x'.repeat(2049), 'wanted at most 2048 characters'],
  ['workspace', 'au\ud800', 'wanted well-formed Unicode'],
  ['profiles', 'upsert', 'profiles: found "upsert", wanted one of "create", "update"'],
  ['profiles', 'udpate', 'did you mean "update"?'],
  ['remember', true, 'remember: found true, wanted'],
  ['pending', { max: 100 }, 'pending.kilobytes: found nothing, wanted a number'],
  ['hold', { max: 0, minutes: 1 }, 'hold.max: found 0, wanted one or more'],
  ['identity', [], 'identity: found an empty list, wanted at least one'],
  ['identity.0', { as: 'external_id', from: { from: 'field.id' } }, 'identity[0].trust: found nothing, wanted "page"'],
  ['identity.0', { as: 'user_alias', from: { from: 'field.id' } }, 'identity[0].label: found nothing, wanted a text'],
  ['identity.0', { as: 'alias', label: 'email', from: { from: 'field.id' } }, 'identity[0].as: found "alias", wanted "user_alias"'],
  [
    'bot',
    { verify: 'https://v.example', siteKey: 'k', secret: 'sesame-street-1' },
    'bot.secret: found a string (not shown), wanted "env:…" or "file:…", never the secret itself',
  ],
  [
    'jwt',
    { algorithms: ['none'], keys: 'file:k.pem' },
    'jwt.algorithms[0]: found "none", wanted one of "RS256", "ES256", "EdDSA", "HS256"',
  ],
  ['rules', [], 'rules: found an empty list, wanted at least one rule'],
  ['rules.0.id', 'with space', 'rules[0].id: found "with space", wanted'],
  ['rules.0.attribute', {}, 'rules[0].attribute: found an unknown key, wanted "attributes"'],
  ['rules.0.where', { cardtype: 'Quiz' }, 'rules[0].where.cardtype: found an unknown key, wanted "cardType"'],
  ['rules.0.confirm', 'kommo', 'did you mean "komo"?'],
  ['rules.0.confirm', { apears: '.x' }, 'rules[0].confirm.apears: found an unknown key, wanted "appears"'],
  ['rules.0.trigger', 'tap .send', 'rules[0].trigger: found "tap .send", wanted "click <selector>" or "change <selector>"'],
  [ATTRIBUTE, 'fields.team', 'did you mean "field.team"?'],
  [ATTRIBUTE, 'FIELD.team', 'did you mean "field.team"?'],
  [ATTRIBUTE, 'field.', 'rules[0].attributes.x: found "field.", wanted a name after "field.", such as "field.email"'],
  [ATTRIBUTE, 'Events', 'found "Events", wanted a name after "event.", such as "event.answer"'],
  [ATTRIBUTE, 'page.query', 'found "page.query", wanted a name after "page.query.", such as "page.query.utm_source"'],
  [ATTRIBUTE, `field.${'x'.repeat(600)}`, 'wanted a source path of at most 512 characters'],
  [ATTRIBUTE, 'card.subtype', 'did you mean "card.subType"?'],
  [ATTRIBUTE, 42, 'rules[0].attributes.x: found 42, wanted a text, or an object'],
  [ATTRIBUTE, { from: 'field.x', typ: 'date' }, 'rules[0].attributes.x.typ: found an unknown key, wanted "type"'],
  [ATTRIBUTE, { from: 'field.x', type: 'dat' }, 'did you mean "date"?'],
  [ATTRIBUTE, { from: 'field.x', op: 'append' }, 'rules[0].attributes.x.op: found "append", wanted one of'],
  [
    ATTRIBUTE,
    { from: 'field.x', region: 'Australia' },
    'rules[0].attributes.x.region: found "Australia", wanted an ISO 3166-1 alpha-2 code',
  ],
  [ATTRIBUTE, { from: 'field.x', region: 'UK' }, 'wanted an ISO 3166-1 alpha-2 code in capitals, e.g. "AU"; did you mean "GB"?'],
  [ATTRIBUTE, { from: 'field.x', region: 'au' }, 'did you mean "AU"?'],
  [ATTRIBUTE, { from: 'field.x', region: 'Germany' }, 'did you mean "DE"?'],
  [
    ATTRIBUTE,
    { from: 'field.x', region: 'ZZ' },
    'rules[0].attributes.x.region: found "ZZ", wanted an ISO 3166-1 alpha-2 code in capitals, e.g. "AU"',
  ],
  [ATTRIBUTE, { from: 'field.x', when: { 'feld.a': 1 } }, 'rules[0].attributes.x.when: found "feld.a", wanted a source path'],
  [ATTRIBUTE, { from: 'field.x', when: { 'field.a': { presnt: true } } }, 'found an unknown key'],
  [
    'rules.0.subscriptions',
    [{ to: 'newsletter', from: 'field.a' }],
    'rules[0].subscriptions[0].to: found "newsletter", wanted "email_subscribe", "push_subscribe" or the UUID of a subscription group',
  ],
  [EVENT, [{ nam: 'e' }], 'rules[0].events[0].nam: found an unknown key, wanted "name"'],
]

/** Grammatical, but nothing that a hub can mean. */
const MEANING: [string, unknown, string][] = [
  [ATTRIBUTE, {}, 'rules[0].attributes.x: found none of them, wanted exactly one of from, template, value'],
  [ATTRIBUTE, { from: 'field.x', value: 1 }, 'found from and value, wanted exactly one'],
  [ATTRIBUTE, { template: 'no braces' }, 'rules[0].attributes.x.template: found "no braces", wanted source paths in braces'],
  [
    ATTRIBUTE,
    { template: '{field.a}', type: 'number' },
    'rules[0].attributes.x.template: found "{field.a}", wanted "from": "field.a": in a template',
  ],
  [ATTRIBUTE, { template: '{field.a}', op: 'inc' }, 'x.template: found "{field.a}", wanted "from": "field.a"'],
  ['rules.0.purchases', [{ ...P, price: { template: '{field.a}' } }], 'price.template: found "{field.a}", wanted "from": "field.a"'],
  [ATTRIBUTE, { template: '{feld.a}' }, 'found "{feld.a}", wanted a source path'],
  [ATTRIBUTE, { from: 'field.x', split: ',' }, 'rules[0].attributes.x.split: found ",", wanted "many": true'],
  [ATTRIBUTE, { from: 'field.x', otherwise: 'o' }, 'rules[0].attributes.x.otherwise: found "o", wanted a "map" beside it'],
  [ATTRIBUTE, { from: 'field.x', only: ['a'] }, 'wanted it only with "from": "form.responses"'],
  [ATTRIBUTE, { from: 'form.responses' }, 'rules[0].attributes.x.only: found nothing, wanted the Unique IDs'],
  [ATTRIBUTE, 'play.responses', 'wanted a rule with "collect"'],
  [ATTRIBUTE, { from: 'field.x', op: '$update' }, 'rules[0].attributes.x.key: found nothing, wanted the property'],
  [ATTRIBUTE, { from: 'field.x', key: 'id' }, 'wanted it only with "$update" or "$remove"'],
  [ATTRIBUTE, { from: 'field.x', op: 'inc', type: 'string' }, 'wanted a number or an integer for "inc"'],
  [ATTRIBUTE, { from: 'field.x', op: 'merge', type: 'string' }, 'wanted "object" for "merge"'],
  [ATTRIBUTE, { from: 'field.x', op: 'add', type: 'object' }, 'wanted "$add" for objects'],
  [ATTRIBUTE, { from: 'field.x', op: 'add', empty: 'null' }, 'wanted "omit": only what is set can be deleted'],
  [ATTRIBUTE, { from: 'field.x', region: 'AU' }, 'wanted it only for the type "phone"'],
  [ATTRIBUTE, { from: 'field.x', format: 'DD/MM/YYYY' }, 'wanted it only for the types date, datetime, number and integer'],
  [ATTRIBUTE, { from: 'field.x', type: 'date', format: 'DD/MM/YY' }, 'no two-digit years'],
  [ATTRIBUTE, { from: 'field.x', type: 'date', format: 'YYYY-DD-MM' }, 'never YYYY-DD-MM'],
  [ATTRIBUTE, { from: 'field.x', type: 'date', format: 'MM/YYYY' }, 'wanted a date format'],
  [ATTRIBUTE, { from: 'field.x', type: 'datetime', format: 'DD/MM/YYYY hh:mm' }, 'wanted a date format'],
  [ATTRIBUTE, { from: 'field.x', type: 'datetime', format: 'DD/MM/YYYY mm' }, 'wanted a date format'],
  [ATTRIBUTE, { from: 'field.x', type: 'datetime', format: 'DD/MM/YYYY HH H' }, 'wanted a date format'],
  [ATTRIBUTE, { from: 'field.x', type: 'number', format: '0,0.0' }, 'wanted the number 1234.5 as it is typed there'],
  [ATTRIBUTE, { from: 'field.x', type: 'number', format: '1.234.5' }, 'wanted the number 1234.5 as it is typed there'],
  [ATTRIBUTE, { from: 'field.x', type: 'number', format: ' ' }, 'wanted the number 1234.5 as it is typed there'],
  [
    ATTRIBUTE,
    { value: '31/04/2026', type: 'date' },
    'rules[0].attributes.x.value: found "31/04/2026", wanted a value of the type "date" (invalid_date)',
  ],
  [
    ATTRIBUTE,
    { from: 'field.x', default: 'none', type: 'integer' },
    'rules[0].attributes.x.default: found "none", wanted a value of the type "integer"',
  ],
  [
    ATTRIBUTE,
    { from: 'field.x', map: { y: 'ja!' }, type: 'boolean' },
    'rules[0].attributes.x.map.y: found "ja!", wanted a value of the type "boolean"',
  ],
  [ATTRIBUTE, { value: 'x'.repeat(256) }, "wanted a value within Braze's limits (too_long)"],
  [ATTRIBUTE, { value: { 'a b': 1 } }, "wanted a value within Braze's limits (invalid_object)"],
  [ATTRIBUTE, { value: null, op: 'inc' }, 'rules[0].attributes.x.value: found null, wanted something else than null: only what is set'],
  [ATTRIBUTE, { value: null, op: 'remove' }, 'rules[0].attributes.x.value: found null, wanted something else than null'],
  [ATTRIBUTE, { from: 'field.x', op: 'add', default: null }, 'rules[0].attributes.x.default: found null, wanted something else than null'],
  [ATTRIBUTE, { from: 'field.x', op: 'add', map: { a: 'a' }, otherwise: null }, 'x.otherwise: found null, wanted something else than null'],
  [ATTRIBUTE, { from: 'field.x', op: 'inc', map: { a: 1, none: null } }, 'x.map.none: found null, wanted something else than null'],
  ...[
    [{ op: 'add' }, 'op: found "add", wanted one of "set", "$add", "$update", "$remove" for a list of objects'],
    [{ op: 'inc' }, 'op: found "inc", wanted one of "set"'],
    [{ op: 'merge' }, 'op: found "merge", wanted one of "set"'],
    [{ many: false }, 'many: found false, wanted a list, which form.responses is'],
    [{ type: 'string' }, 'type: found "string", wanted "object", which form.responses is a list of'],
    [{ map: { a: 1 } }, 'map: found {"a":1}, wanted no "map" beside form.responses: it reads texts'],
    [{ from: ['field.x', 'form.responses'] }, 'from: found ["field.x","form.responses"], wanted form.responses alone'],
  ].map(([how, wanted]): [string, unknown, string] => [
    ATTRIBUTE,
    { from: 'form.responses', only: ['a'], ...(how as object) },
    wanted as string,
  ]),
  [
    EVENT,
    [{ name: 'e', properties: { p: { from: 'form.responses', only: ['a'], type: 'string' } } }],
    'p.type: found "string", wanted "object"',
  ],
  [
    'rules.0.attributes.dob',
    { from: 'form.responses', only: ['a'], default: '1990-01-01' },
    'wanted a source of one value: "dob" takes no list',
  ],
  ['rules.0.attributes.first_name', { from: 'form.responses', only: ['a'] }, 'wanted a source of one value: "first_name" takes no list'],
  ['rules.0.purchases', [{ ...P, price: { from: 'form.responses', only: ['a'] } }], 'wanted a source of one value: "price" takes no list'],
  ['identity.0.from', { from: 'play.responses' }, 'identity[0].from.from: found "play.responses", wanted a source of one value'],
  [
    ATTRIBUTE,
    { value: [{ id: 1 }], op: 'remove' },
    'rules[0].attributes.x.value: found [{"id":1}], wanted texts or numbers, or "$remove" for objects',
  ],
  [
    ATTRIBUTE,
    { from: 'field.x', op: 'add', map: { a: { id: 1 } } },
    'x.map.a: found {"id":1}, wanted texts or numbers, or "$add" for objects',
  ],
  ...[
    ['map', { a: 'b' }],
    ['default', 'b'],
    ['empty', 'null'],
    ['split', ','],
  ].map(([key, beside]): [string, unknown, string] => [
    ATTRIBUTE,
    { value: 'a', many: true, [key as string]: beside },
    `rules[0].attributes.x.${key as string}: found ${JSON.stringify(beside)}, wanted it only with "from" or "template"`,
  ]),
  [
    ATTRIBUTE,
    { from: 'field.x', many: true, type: 'string', map: { both: ['news', 'offers'] } },
    'rules[0].attributes.x.map.both: found ["news","offers"], wanted a value of the type "string" (many_values)',
  ],
  ['rules.0.attributes.time_zone', { value: 'Europe/Berlinn' }, 'found "Europe/Berlinn", wanted a value of the type "time_zone"'],
  ['rules.0.attributes.gender', { value: 'attack' }, 'wanted a value of the type "gender"'],
  [
    'rules.0.attributes.dob',
    { from: 'field.x', type: 'string' },
    'rules[0].attributes.dob.type: found "string", wanted "date", which is what "dob" takes',
  ],
  ['rules.0.attributes.email', { from: 'field.x', op: 'add' }, 'wanted "set": the other operations are for custom attributes'],
  ['rules.0.attributes.country', { from: 'field.x', many: true }, 'wanted no list'],
  ['rules.0.attributes.email_subscribe', 'field.x', 'rules[0].attributes.email_subscribe: found "email_subscribe", wanted "subscriptions"'],
  ['rules.0.attributes.subscription_groups', 'field.x', 'wanted "subscriptions"'],
  ['rules.0.attributes.external_id', 'field.x', 'wanted "identity"'],
  ['rules.0.attributes.push_tokens', 'field.x', 'this one cannot be set here'],
  ['rules.0.attributes.$add', 'field.x', 'does not start with "$"'],
  [`rules.0.attributes.${'x'.repeat(256)}`, 'field.x', 'wanted a name of at most 255 characters'],
  [EVENT, [{ name: 'e', properties: { time: 'field.x' } }], 'rules[0].events[0].properties.time: found "time", wanted another name'],
  [EVENT, [{ name: 'e', properties: { event_name: 'field.x' } }], 'Braze rejects the whole object for "time", "event_name"'],
  [EVENT, [{ name: 'e', properties: { $p: 'field.x' } }], 'does not start with "$"'],
  [EVENT, [{ name: 'e', properties: { p: { from: 'field.x', op: 'add' } } }], 'wanted operations on attributes only'],
  [
    EVENT,
    [{ name: 'e', properties: Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`p${i}`, { value: i }])) }],
    'found 257 properties, wanted at most 256',
  ],
  [
    EVENT,
    Array.from({ length: 25 }, () => ({ name: 'e' })),
    'rules[0]: found up to 26 objects, wanted at most 25 objects from one submission',
  ],
  ...['product_id', 'quantity', 'price', 'currency', 'time', 'event_name'].map((name): [string, unknown, string] => [
    'rules.0.purchases',
    [{ ...P, properties: { [name]: 'field.x' } }],
    `rules[0].purchases[0].properties.${name}: found "${name}", wanted another name`,
  ]),
  ['rules.0.purchases', [{ ...P, price: { from: 'field.x', type: 'string' } }], 'wanted "number", which is what "price" takes'],
  [
    'rules.0.purchases',
    [{ ...P, price: { value: 'free' } }],
    'rules[0].purchases[0].price.value: found "free", wanted a value of the type "number"',
  ],
  ...[
    ['price', { value: -1 }, 'a value of the type "number" (out_of_range)'],
    ['price', { from: 'field.x', default: -0.5 }, 'a value of the type "number" (out_of_range)'],
    ['currency', { value: 'AUSTRALIAN' }, 'a value of the type "string" (invalid_currency)'],
    ['currency', { from: 'field.x', default: 'XXQ' }, 'a value of the type "string" (invalid_currency)'],
    ['currency', { from: 'field.x', map: { au: '$' } }, 'a value of the type "string" (invalid_currency)'],
    ['quantity', { value: 0 }, 'a value of the type "integer" (invalid_quantity)'],
    ['quantity', { value: 101 }, 'a value of the type "integer" (invalid_quantity)'],
    ['quantity', { from: 'field.x', default: 1.5 }, 'a value of the type "integer" (invalid_integer)'],
    ['productId', { value: { id: 1 } }, 'a value of the type "string" (invalid_string)'],
  ].map(([name, value, wanted]): [string, unknown, string] => [
    'rules.0.purchases',
    [{ ...P, [name as string]: value }],
    `wanted ${wanted as string}`,
  ]),
  [
    'rules.0.subscriptions',
    [{ to: 'email_subscribe', from: 'field.a', doubleOptIn: true }],
    "wanted it only for a subscription group's UUID",
  ],
  [
    'rules.0.subscriptions',
    [
      { to: 'push_subscribe', from: 'field.a' },
      { to: 'push_subscribe', from: 'field.b' },
    ],
    'wanted each subscription once',
  ],
  [
    'rules.0.subscriptions',
    [
      { to: '4a1b2c3d-1111-4222-8333-444455556666', from: 'field.a' },
      { to: '4A1B2C3D-1111-4222-8333-444455556666', from: 'field.b' },
    ],
    'rules[0].subscriptions[1].to: found "4A1B2C3D-1111-4222-8333-444455556666", wanted each subscription once',
  ],
  [
    'rules.0.root',
    '.entry',
    'rules[0].trigger: found nothing, wanted "click <selector>" or "change <selector>": what submits the container',
  ],
  ['rules.0.card', { url: '/card/(' }, 'wanted a regular expression whose first group'],
  [
    'rules.0.collect',
    { question: ['event.q'], answer: ['event.a'], until: ['card-finished'] },
    'wanted it in a rule on the events that carry the answers',
  ],
  ['rules.1', { id: 'entry', on: 'form' }, 'rules[1].id: found "entry", wanted an id that no other rule has'],
  [
    'identity.0',
    { as: 'external_id', proof: 'extension.token' },
    'jwt: found nothing, wanted the keys that verify the proof of identity[0]',
  ],
  ['jwt', { algorithms: ['HS256'], keys: 'https://x.example/jwks.json' }, 'jwt.keys: found an address, wanted "file:…" for HS256'],
  ['identity.0.from', { value: 'everybody' }, 'identity[0].from.value: found it in an identity, wanted one value of this person'],
  ['identity.0.from', { from: 'field.a', default: 'everybody' }, 'identity[0].from.default: found it in an identity'],
  ['identity.0.from', { from: 'field.a', tooLong: 'cut' }, 'identity[0].from.tooLong: found "cut", wanted "refuse"'],
  [
    'identity',
    [phone({ region: 'US' }), phone({ region: 'AU' })],
    'identity[1]: found a different reading of an identity that looks the same on the wire, wanted the same reading as identity[0], or one identity with a list in "from"',
  ],
  ['identity', [phone({}), phone({ map: { a: '+61412345678' } })], 'identity[1]: found a different reading'],
  ['identity', [crm({}), crm({ type: 'integer' })], 'identity[1]: found a different reading'],
  ['identity', [crm({}), { ...crm({}), label: 'other' }, crm({ trim: false })], 'identity[2]: found a different reading'],
  ['identity', [EMAIL, { ...EMAIL, reach: false }], 'wanted the same reading as identity[0]'],
  ['identity', [PROOF, { ...PROOF, claim: 'customer' }], 'wanted the same "claim" as identity[0]'],
  [
    'identity.0.from',
    { from: 'field.a', type: 'string' },
    'identity[0].from.type: found "string", wanted "email", which is what "email" takes',
  ],
  ['identity', [{ ...EMAIL, label: 'phone', from: { from: 'field.a', type: 'integer' } }], 'wanted "phone", which is what "phone" takes'],
  ['identity.0.from', { from: 'field.a', region: 'AU' }, 'identity[0].from.region: found "AU", wanted it only for the type "phone"'],
  [
    'identity.0.from',
    { from: 'field.a', map: { jo: 'no address' } },
    'identity[0].from.map.jo: found "no address", wanted a value of the type "email" (invalid_email)',
  ],
  ['rules.0.attributes.date_of_first_session', { from: 'field.x', type: 'date' }, 'wanted "datetime"'],
  ['consent', {}, 'consent: found {}, wanted "from", "api" or "gpc"'],
  ['consent', { scope: 'person' }, 'consent: found {"scope":"person"}, wanted "from", "api" or "gpc"'],
  ['consent', { api: false }, 'consent: found {"api":false}, wanted'],
  ['consent', { gpc: false }, 'consent: found {"gpc":false}, wanted'],
  [
    'rules',
    finders({ team: '#team' }, {}, { team: { label: 'Team' } }),
    'rules[2].fields.team: found {"label":"Team"}, wanted "#team", as rules[0] has it: a Unique ID means one thing in the whole hub',
  ],
  ['rules', finders({ 'te am': '#team' }, { 'te am': '#other' }), 'rules[1].fields["te am"]: found "#other", wanted "#team"'],
  [ATTRIBUTE, { from: 'field.x', when: {} }, 'rules[0].attributes.x.when: found an empty object, wanted a condition'],
  [ATTRIBUTE, { from: 'field.x', when: { not: {} } }, 'rules[0].attributes.x.when.not: found an empty object, wanted a condition'],
  [ATTRIBUTE, { from: 'field.x', when: { all: [] } }, 'rules[0].attributes.x.when.all: found an empty list, wanted at least one condition'],
  [ATTRIBUTE, { from: 'field.x', when: { any: [{}] } }, 'rules[0].attributes.x.when.any[0]: found an empty object, wanted a condition'],
  [EVENT, [{ name: 'e', when: {} }], 'rules[0].events[0].when: found an empty object, wanted a condition'],
  [EVENT, [{ name: 'e', when: { any: [] } }], 'rules[0].events[0].when.any: found an empty list, wanted at least one condition'],
  ['rules.0.consent', {}, 'rules[0].consent: found {}, wanted "from", "api" or "gpc"; or "none"'],
  ['rules.0.consent', { scope: 'capture', api: false, gpc: false }, 'rules[0].consent: found'],
]

it.each([
  ['time_zone', { value: 'Asia/Calcutta' }],
  ['x', { template: '{field.a}{field.b}', type: 'number' }],
  ['x', { template: '{field.a}', type: 'date' }],
  ['x', { from: 'field.x', many: true, map: { both: ['news', 'offers'] }, otherwise: ['other'] }],
  ['x', { from: 'field.x', many: true, type: 'string', map: { a: 'news' }, default: ['none'] }],
  ['x', { value: ['a', 'b'], many: true, type: 'string', when: { 'field.a': true } }],
])('%s: %j is good', (name, value) => {
  expect(parseHubFile(hubWith(`rules.0.attributes.${name}`, value))).toMatchObject({ ok: true })
})

it('the small hub file is good', () => {
  expect(parseHubFile(HUB)).toEqual({ ok: true, hub: HUB })
})

describe.each([
  ['grammar', GRAMMAR],
  ['meaning', MEANING],
] as const)('%s', (_, rows) => {
  it.each(rows)('%s = %j', (path, value, wanted) => {
    const parsed = parseHubFile(hubWith(path, value))
    const lines = parsed.ok ? [] : parsed.findings.map(line)
    expect(lines.find((line) => line.includes(wanted)) ?? lines).toEqual(expect.stringContaining(wanted))
    expect(lines.every((line) => !line.includes('\n'))).toBe(true)
  })
})

it.each(['https://summer.komo.site:80', 'http://localhost:443', 'http://127.0.0.1:65535', 'http://[::1]:3000'])(
  'an origin is fine: %s',
  (origin) => {
    expect(parseHubFile(hubWith('origins', [origin]))).toMatchObject({ ok: true })
  },
)

it('the constants of a purchase as Braze takes them', () => {
  const purchases = [{ ...P, price: { value: 0 }, currency: { value: 'aud' }, quantity: { from: 'field.n', default: 100 } }]
  expect(parseHubFile(hubWith('rules.0.purchases', purchases))).toMatchObject({ ok: true })
})

it('more attributes than an envelope may carry', () => {
  const attributes = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, 'field.x']))
  expect(parseHubFile(hubWith('rules.0.attributes', attributes(300)))).toMatchObject({ ok: true })
  expect(parseHubFile(hubWith('rules.0.attributes', attributes(301)))).toEqual({
    ok: false,
    findings: [{ path: ['rules', 0, 'attributes'], found: '301 attributes', wanted: 'at most 300' }],
  })
})

it('two rules that find a field alike are fine', () => {
  const rules = finders({ team: { label: 'Team' }, age: '#age' }, { age: '#age', team: { label: 'Team' } })
  expect(parseHubFile(hubWith('rules', rules))).toMatchObject({ ok: true })
})

it.each<[string, object[]]>([
  ['another source', [phone({}), phone({ from: 'field.b', when: { 'field.c': true } })]],
  ['a template', [crm({ allow: 'digits' }), crm({ from: undefined, template: '{field.a}/{field.b}' })]],
  ['keys in another order', [crm({ trim: false, map: { a: '1', b: '2' } }), crm({ map: { b: '2', a: '1' }, trim: false })]],
  [
    'defaults in words',
    [
      { ...EMAIL, reach: true },
      { ...EMAIL, from: { from: ['field.b'], type: 'email', trim: true } },
    ],
  ],
  ['another token', [PROOF, { ...PROOF, proof: 'tracked.token', claim: 'sub' }]],
  ['a proof and a value', [PROOF, { as: 'external_id', from: { from: 'field.a' }, trust: 'page' }]],
])('two identities of one kind that are read alike are fine: %s', (_, identity) => {
  const json: unknown = JSON.parse(JSON.stringify({ ...HUB, identity, jwt: { algorithms: ['RS256'], keys: 'file:k.pem' } }))
  expect(parseHubFile(json)).toMatchObject({ ok: true })
})

it.each([null, 3, 'hub', [], { rules: [null] }, { rules: [{ attributes: { x: [] } }] }, JSON.parse('{"__proto__": {"hub": "x"}}')])(
  'any JSON is answered, never thrown at: %j',
  (json) => {
    expect(parseHubFile(json)).toMatchObject({ ok: false })
  },
)

it('a secret that stands in a hub file is in no error', () => {
  const parsed = parseHubFile(hubWith('bot', { verify: 'https://v.example', siteKey: 'k', secret: 'sesame-street-1' }))
  expect(JSON.stringify(parsed)).not.toContain('sesame')
})

it.each(['attributes', 'fields'])('a __proto__ key in %s is refused, never dropped', (place) => {
  const parsed = parseHubFile(hubWith(`rules.0.${place}`, JSON.parse('{"__proto__": "field.x"}')))
  expect(parsed).toEqual({
    ok: false,
    findings: [{ path: ['rules', 0, place, '__proto__'], found: 'an unknown key', wanted: 'another name' }],
  })
})

it.each([
  ['unknown keys', { ...HUB, ...Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`key${index}`, 1])) }],
  [
    'bad types',
    hubWith('rules.0.attributes', Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`a${n}`, { from: 'field.x', type: 'dat' }]))),
  ],
])('of mistakes without end the first are said, and that there are more: %s', (_, json) => {
  const parsed = parseHubFile(json)
  const lines = parsed.ok ? [] : parsed.findings.map(line)
  expect(lines).toHaveLength(101)
  expect(lines.at(-1)).toBe('the file: found more mistakes than these 100, wanted these put right first')
})

it('nesting without end is answered, never thrown at', () => {
  const deep = (levels: number) => JSON.parse(`${'{"not":'.repeat(levels)}{"field.a":1}${'}'.repeat(levels)}`) as unknown
  const parsed = (levels: number) => parseHubFile(hubWith('rules.0.attributes.x', { from: 'field.x', when: deep(levels) }))
  expect(parsed(10)).toMatchObject({ ok: true })
  expect(parsed(100_000)).toMatchObject({ ok: false, findings: [{ found: 'deeper nesting' }] })
})
