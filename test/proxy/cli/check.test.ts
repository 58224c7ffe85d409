// The check command: what it prints and how it exits, for people and for CI.
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { check } from '../../../src/proxy/cli/check.ts'
import { processIo, type CheckIo } from '../../../src/proxy/cli/check-io.ts'
import { UsageError } from '../../../src/proxy/cli/usage-error.ts'
import { HUB } from '../../schema/hub.ts'

const SAMPLE = {
  card: { type: 'Quiz', name: 'Finals' },
  fields: { email: 'Alex@Example.com', first_name: 'Alex', terms: { value: 'on', kind: 'checkbox' } },
}
const NOW = Date.parse('2026-11-21T10:00:00.000Z')

async function run(
  args: string[],
  files: Record<string, unknown>,
  developmentHosts: string[] = [],
): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' }
  const io: CheckIo = {
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += `${text}\n`),
    read: (path) => (path in files ? (typeof files[path] === 'string' ? files[path] : JSON.stringify(files[path])) : undefined),
    now: () => NOW,
    developmentHosts,
  }
  return { code: await check(args, io), ...written }
}

it('a good file', async () => {
  expect(await run(['hubs/summer-footy.json'], { 'hubs/summer-footy.json': HUB })).toEqual({
    code: 0,
    out: 'hubs/summer-footy.json: ok\n',
    err: '',
  })
})

it('errors end with 1, and the other files are checked all the same', async () => {
  const bad = { ...HUB, hub: 'bad', rules: [{ ...HUB.rules[0], attributes: { dob: { from: 'field.x', type: 'dat' } } }] }
  const { code, out } = await run(['bad.json', 'summer-footy.json'], { 'bad.json': bad, 'summer-footy.json': HUB })
  expect(code).toBe(1)
  expect(out).toContain('bad.json: 1 error\n  error    rules[0].attributes.dob.type: found "dat", wanted one of')
  expect(out).toContain('summer-footy.json: ok')
})

it('warnings are said and let pass; --strict does not let them pass', async () => {
  const files = { 'summer-footy.json': { ...HUB, rules: [{ ...HUB.rules[0], attributes: { firstName: 'field.x' } }] } }
  const lax = await run(['summer-footy.json'], files)
  expect(lax).toMatchObject({
    code: 0,
    out: expect.stringContaining(
      'warning  rules[0].attributes.firstName: makes a custom attribute; Braze\'s own is called "first_name" [near_miss]',
    ) as string,
  })
  expect(await run(['--strict', 'summer-footy.json'], files)).toMatchObject({ code: 1 })
})

it('a sample may give numbers and yes or no as they are, as the page may', async () => {
  const attributes = { age: { from: 'field.age', type: 'integer' }, newsletter: { from: 'field.newsletter', type: 'boolean' } }
  const files = {
    'summer-footy.json': { ...HUB, rules: [{ ...HUB.rules[0], attributes }] },
    'sample.json': { ...SAMPLE, fields: { ...SAMPLE.fields, age: 7, newsletter: [true] } },
  }
  const { code, out } = await run(['summer-footy.json', '--capture', 'sample.json'], files)
  expect([code, out]).toEqual([0, expect.stringMatching(/"age": 7,\s+"newsletter": true/)])
})

it('shows the very body that Braze would get for a sample', async () => {
  const { code, out } = await run(['summer-footy.json', '--capture', 'sample.json'], { 'summer-footy.json': HUB, 'sample.json': SAMPLE })
  expect(code).toBe(0)
  const body = JSON.parse(out.slice(out.indexOf('{'))) as unknown
  const alias = { user_alias: { alias_name: 'alex@example.com', alias_label: 'email' } }
  expect(body).toEqual({ attributes: [{ ...alias, first_name: 'Alex', email: 'alex@example.com', _update_existing_only: false }] })
})

it.each([
  ['a rule that does not take it', { ...SAMPLE, card: { type: 'Poll' } }, 'rule entry does not take the sample: where.cardType'],
  [
    'a consent that is not given',
    { ...SAMPLE, fields: { ...SAMPLE.fields, terms: 'no' } },
    'sends nothing: its consent field does not say yes',
  ],
  ['a consent field that is not there', { ...SAMPLE, fields: { email: 'a@b.co' } }, 'sends nothing: its consent field is missing'],
  [
    'a value that looks like a card number',
    { ...SAMPLE, fields: { ...SAMPLE.fields, first_name: '4111 1111 1111 1111' } },
    "withheld first_name: looks like a payment card's number",
  ],
  [
    'nobody',
    { ...SAMPLE, fields: { ...SAMPLE.fields, email: 'none' } },
    'no declared identity holds [no_identity]\n    problem  identity.user_alias: invalid_email',
  ],
])('says why nothing would be sent: %s', async (_, sample, wanted) => {
  const { out } = await run(['summer-footy.json', '--capture', 'sample.json'], { 'summer-footy.json': HUB, 'sample.json': sample })
  expect(out).toContain(wanted)
})

it.each([
  [
    'where',
    {},
    { ...SAMPLE, card: { type: ' quiz' } },
    'does not take the sample: where.cardType\n    nearly   where.cardType: the sample has " quiz", not "Quiz"\n',
  ],
  [
    'an event',
    { on: 'card-finished', consent: 'none', where: { event: { ItemIndex: 2 } } },
    { on: 'card-finished', event: { itemIndex: 2 } },
    'where.event.ItemIndex\n    nearly   where.event.ItemIndex: the sample has event.itemIndex\n',
  ],
  ['on', { on: ['card-finished', 'Form'] }, SAMPLE, ': on\n    nearly   on: the sample has "form", not "Form"\n'],
  [
    'a field',
    { attributes: { first_name: 'field.FirstName ' } },
    { ...SAMPLE, fields: { ...SAMPLE.fields, firstname: 'Al' } },
    '    nearly   field.FirstName : the sample has field.firstname\n',
  ],
  ['an identity', {}, { ...SAMPLE, fields: { ...SAMPLE.fields, email: [], Email: 'a@b.co' } }, undefined],
  [
    'an identity',
    {},
    { ...SAMPLE, fields: { Email: 'a@b.co', terms: 'yes' } },
    '[no_identity]\n    nearly   field.email: the sample has field.Email\n',
  ],
  [
    'a consent',
    {},
    { ...SAMPLE, fields: { email: 'a@b.co', Terms: 'yes' } },
    'is missing\n    nearly   field.terms: the sample has field.Terms\n',
  ],
  [
    'a condition',
    { attributes: { a: { value: 1, when: { any: [{ 'card.name': { in: ['finals', 'x'] } }, { 'field.terms': true }] } } } },
    SAMPLE,
    '\n    nearly   card.name: the sample has "Finals", not "finals"\n',
  ],
  ['one of several is met', { where: { cardName: ['finals', 'Finals'] } }, SAMPLE, undefined],
  ['another rule’s fields', { where: { cardType: 'Poll' }, attributes: { a: 'field.Email' } }, SAMPLE, undefined],
  [
    'a yes in capitals',
    { where: { event: { paid: true } }, on: 'card-finished' },
    { on: 'card-finished', event: { paid: 'TRUE' } },
    undefined,
  ],
])('what a sample has in other capitals or blanks is shown: %s', async (_, changes, sample, wanted) => {
  const files = { 'summer-footy.json': { ...HUB, rules: [{ ...HUB.rules[0], ...changes }] }, 'sample.json': sample }
  const { out } = await run(['summer-footy.json', '--capture', 'sample.json'], files)
  if (wanted === undefined) expect(out).not.toContain('nearly')
  else expect(out).toContain(wanted)
})

it('with scope "person" a capture without the consent field waits for the consent that another gives', async () => {
  const files = {
    'summer-footy.json': { ...HUB, consent: { from: 'field.terms', scope: 'person' } },
    'sample.json': { ...SAMPLE, fields: { email: 'alex@example.com', first_name: 'Alex' } },
    'no.json': { ...SAMPLE, fields: { ...SAMPLE.fields, terms: 'no' } },
  }
  const waits = await run(['summer-footy.json', '--capture', 'sample.json'], files)
  expect(waits.out).toContain(
    'rule entry takes the sample, and waits for consent: its field is missing; then POST /users/track gets:\n    {',
  )
  expect(waits.out).not.toContain('sends nothing')
  const no = await run(['summer-footy.json', '--capture', 'no.json'], files)
  expect(no.out).toContain('sends nothing: its consent field does not say yes')
})

it('--json gives all of it to a program', async () => {
  const { out } = await run(['--json', 'summer-footy.json', '--capture', 'sample.json'], {
    'summer-footy.json': HUB,
    'sample.json': SAMPLE,
  })
  expect(JSON.parse(out)).toMatchObject({
    files: [
      {
        file: 'summer-footy.json',
        kind: 'hub',
        errors: [],
        warnings: [],
        previews: [{ rule: 'entry', consent: 'granted', shaped: { lane: 'email:alex@example.com', problems: [] } }],
      },
    ],
  })
})

it('a file that extends itself is no shared file, whatever it is called', async () => {
  const { code, out } = await run(['brand.json'], { 'brand.json': { ...HUB, extends: 'brand' } })
  expect(code).toBe(1)
  expect(out).toContain('brand.json: ')
  expect(out).toContain('error')
})

it('follows extends within the folder; a shared file need not be a hub', async () => {
  const { rules, identity, consent, locale } = HUB
  const files = {
    'hubs/brand.json': { rules, identity, consent, locale },
    'hubs/summer.json': { hub: 'summer', extends: 'brand', origins: HUB.origins },
  }
  expect(await run(['hubs/brand.json', 'hubs/summer.json'], files)).toEqual({
    code: 0,
    out: 'hubs/brand.json: shared by other files, not a hub itself\n\nhubs/summer.json: ok\n',
    err: '',
  })
  expect(await run(['hubs/summer.json'], { 'hubs/summer.json': files['hubs/summer.json'] })).toMatchObject({
    code: 1,
    out: expect.stringContaining('extends: found "brand.json"') as string,
  })
})

it.each(['../brand', 'sub/brand.json', '..\\brand'])(
  'a file of another folder cannot be extended, at the proxy either: %s',
  async (base) => {
    const files = { 'hubs/summer.json': { hub: 'summer', extends: base, origins: HUB.origins } }
    const beyond = Object.fromEntries(['brand.json', 'hubs/sub/brand.json', 'hubs/..\\brand.json'].map((path) => [path, HUB]))
    const { code, out } = await run(['hubs/summer.json'], { ...files, ...beyond })
    expect([code, out]).toEqual([1, expect.stringContaining('wanted a file in this folder')])
  },
)

it.each([
  ['a mistake', { ...HUB, hub: 'brand', origins: 'everywhere' }, 'origins: found "everywhere"'],
  ['no JSON', '{', 'the file: found no JSON'],
])('a shared file that is a hub too is judged as one: %s', async (_, brand, wanted) => {
  const files = { 'brand.json': brand, 'summer.json': { ...HUB, hub: 'summer', extends: 'brand' } }
  const { code, out } = await run(['brand.json', 'summer.json'], files)
  expect([code, out]).toEqual([1, expect.stringContaining(`brand.json: 1 error\n  error    ${wanted}`)])
})

it('a shared file is known as such while the hub that extends it is no JSON', async () => {
  const { rules, identity } = HUB
  const { code, out } = await run(['brand.json', 'summer.json'], {
    'brand.json': { rules, identity },
    'summer.json': '{ "extends": "brand.json", ',
  })
  expect([code, out]).toEqual([1, expect.stringContaining('brand.json: shared by other files, not a hub itself\n\nsummer.json: 1 error')])
})

it('a shared file is known by whatever path it is given', async () => {
  const { rules, identity, consent, locale } = HUB
  const files = {
    './brand.json': { rules, identity, consent, locale },
    'brand.json': { rules, identity, consent, locale },
    './summer.json': { hub: 'summer', extends: 'brand', origins: HUB.origins },
    'summer.json': { hub: 'summer', extends: 'brand', origins: HUB.origins },
  }
  const { code, out } = await run(['./brand.json', './summer.json'], files)
  expect([code, out]).toEqual([0, './brand.json: shared by other files, not a hub itself\n\n./summer.json: ok\n'])
})

const BRAZE = { endpoint: 'https://rest.fra-01.braze.eu', apiKey: 'env:KEY' }

it.each([
  ['http', 'http://rest.fra-01.braze.eu', '"http://rest.fra-01.braze.eu"'],
  ['another host, which may be the key', 'https://rest.fra-01.braze.example', 'no address of Braze’s'],
  ['a port', 'https://rest.fra-01.braze.eu:8443', '"https://rest.fra-01.braze.eu:8443"'],
])('an endpoint that no start would take is an error: %s', async (_, endpoint, found) => {
  const { code, out } = await run(['hubs/workspaces.json'], { 'hubs/workspaces.json': { default: BRAZE, au: { ...BRAZE, endpoint } } })
  expect(code).toBe(1)
  expect(out).toContain(`1 error\n  error    au.endpoint: found ${found}, wanted the REST endpoint of a Braze instance`)
})

it('the stand-in for Braze is allowed by the setting that allows it at the proxy, and otherwise pointed to it', async () => {
  const files = { 'workspaces.json': { default: { ...BRAZE, endpoint: 'http://localhost:8090' } } }
  expect(await run(['workspaces.json'], files, ['localhost:8090'])).toMatchObject({ code: 0 })
  const { code, out } = await run(['workspaces.json'], files)
  expect([code, out]).toEqual([
    1,
    expect.stringMatching(/found "http:\/\/localhost:8090", wanted .*; in development DEV_BRAZE_HOSTS allows others\n$/),
  ])
})

it('a DEV_BRAZE_HOSTS that is none is said before anything is checked', () => {
  expect(() => processIo({ DEV_BRAZE_HOSTS: 'http://localhost:8090' })).toThrow(
    'DEV_BRAZE_HOSTS: found "http://localhost:8090"; expected host:port',
  )
})

it('a hub names a workspace of the workspaces.json beside it, if that is checked too', async () => {
  const files = (workspace: string | undefined, workspaces: unknown) => ({
    'hubs/summer-footy.json': { ...HUB, ...(workspace !== undefined && { workspace }) },
    'hubs/workspaces.json': workspaces,
  })
  const both = ['hubs/summer-footy.json', './hubs/workspaces.json']
  const io = async (workspace: string | undefined, workspaces: unknown, args = both) => {
    const given = files(workspace, workspaces)
    return run(args, { ...given, './hubs/workspaces.json': workspaces })
  }
  expect(await io('brand-ua', { 'brand-au': BRAZE })).toMatchObject({
    code: 1,
    out: expect.stringContaining(
      'error    workspace: found "brand-ua", wanted a workspace from workspaces.json; did you mean "brand-au"?',
    ) as string,
  })
  expect(await io(undefined, { 'brand-au': BRAZE })).toMatchObject({ code: 1, out: expect.stringContaining('found "default"') as string })
  expect(await io('brand-au', { 'brand-au': BRAZE })).toMatchObject({ code: 0 })
  expect(await io(undefined, { default: BRAZE })).toMatchObject({ code: 0 })
  expect(await io('brand-ua', { 'brand-au': BRAZE }, ['hubs/summer-footy.json'])).toMatchObject({ code: 0 })
  const broken = await io('brand-ua', '{')
  expect([broken.code, broken.out.match(/ error {4}/g)]).toEqual([1, [' error    ']])
})

it('a file that is there but cannot be read is said to be what it is, as the proxy would', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'check-'))
  for (const name of ['summer.json', 'workspaces.json']) mkdirSync(join(folder, name))
  let out = ''
  const files = ['summer.json', 'workspaces.json', 'none.json'].map((name) => join(folder, name))
  expect(await check(files, { ...processIo({}), out: (text) => void (out += text) })).toBe(1)
  expect(out.match(/(?<=error {4}).*/g)).toEqual([
    'the file: found a folder, wanted a file',
    'the file: found a folder, wanted a file',
    'there is no such file',
  ])
  rmSync(folder, { recursive: true })
})

it('a mistake in JSON is named with its place; in workspaces.json by its place alone', async () => {
  const files = {
    'summer-footy.json': '{\n  "hub": "summer-footy",\n  "kiosk": yes\n}',
    'workspaces.json': '{\n  "default": { "apiKey": a-key-in-the-open }\n}',
    'child.json': { hub: 'child', extends: 'brand' },
    'brand.json': '{ "hub": nope }',
  }
  const { code, out } = await run(['summer-footy.json', 'workspaces.json', 'child.json'], files)
  expect(code).toBe(1)
  expect(out).toContain("the file: found no JSON (line 3 column 12: Unexpected token 'y'")
  expect(out).toContain('error    brand.json: found no JSON (line 1 column 11: Unexpected token')
  expect(out).toContain('the file: found no JSON (line 2 column 26), wanted a JSON object')
  expect(out).not.toContain('a-key')
})

it('a key that stands twice is named with its place; in workspaces.json by its place alone', async () => {
  const files = {
    'summer-footy.json': '{\n  "kiosk": true,\n  "kiosk": false\n}',
    'workspaces.json': '{\n  "a-key": {},\n  "a-key": {}\n}',
  }
  const { code, out } = await run(['summer-footy.json', 'workspaces.json'], files)
  expect(code).toBe(1)
  expect(out).toContain('the file: found a key twice (line 3 column 3: "kiosk"), wanted a JSON object')
  expect(out).toContain('the file: found a key twice (line 3 column 3), wanted a JSON object')
  expect(out).not.toContain('a-key')
})

it('a byte order mark is no mistake, whatever the file is', async () => {
  const marked = (json: unknown) => `\ufeff${JSON.stringify(json)}`
  const { rules, identity, consent, locale } = HUB
  const files = {
    'brand.json': marked({ rules, identity, consent, locale }),
    'summer.json': marked({ hub: 'summer', extends: 'brand', origins: HUB.origins }),
    'workspaces.json': marked({ default: BRAZE }),
    'sample.json': marked(SAMPLE),
  }
  const { code, out } = await run(['brand.json', 'summer.json', 'workspaces.json', '--capture', 'sample.json'], files)
  expect(code).toBe(0)
  expect(out).toContain('rule entry takes the sample; POST /users/track gets:')
})

it("the proxy's own file of stored keys is no hub file", async () => {
  const { code, out } = await run(['hubs/keys.json'], { 'hubs/keys.json': { 'brand-au': 'c2VhbGVk' } })
  expect([code, out]).toEqual([0, 'hubs/keys.json: keys that the proxy keeps, not a hub\n'])
})

it('workspaces.json is checked as what it is', async () => {
  const files = { 'hubs/workspaces.json': { default: { endpoint: 'https://rest.fra-01.braze.eu', apiKey: 'a-key-in-the-open' } } }
  const { code, out } = await run(['hubs/workspaces.json'], files)
  expect(code).toBe(1)
  expect(out).toContain('never the key itself')
  expect(out).not.toContain('a-key-in-the-open')
})

it.each([
  ['no file', [], 'check: no hub file is given'],
  ['an unknown option', ['--verbose', 'a.json'], "Unknown option '--verbose'"],
])('a wrong call: %s', async (_, args, wanted) => {
  await expect(run(args, {})).rejects.toThrow(new UsageError(wanted))
})

it.each([
  [
    'a sample that is not there',
    ['summer-footy.json', '--capture', 'none.json'],
    { 'summer-footy.json': HUB },
    'none.json: there is no such file',
  ],
  [
    'a sample that is no JSON',
    ['summer-footy.json', '--capture', 's.json'],
    { 'summer-footy.json': HUB, 's.json': '{' },
    's.json: the file: found no JSON',
  ],
  [
    'a sample with an unknown key',
    ['summer-footy.json', '--capture', 's.json'],
    { 'summer-footy.json': HUB, 's.json': { field: {} } },
    's.json: field: found an unknown key, wanted "fields"',
  ],
  [
    'a sample with half a time',
    ['summer-footy.json', '--capture', 's.json'],
    { 'summer-footy.json': HUB, 's.json': { submission: { id: 'a', at: '2026' } } },
    's.json: submission.at: found "2026", wanted a time such as "2026-11-21T09:30:00.000Z"',
  ],
])('a sample that is none ends with 2: %s', async (_, args, files, wanted) => {
  const { code, err } = await run(args, files)
  expect(code).toBe(2)
  expect(err).toContain(wanted)
})

it('a good file under a name that the proxy passes over', async () => {
  const { code, out } = await run(['summer-footy.JSON'], { 'summer-footy.JSON': HUB })
  expect(code).toBe(1)
  expect(out).toContain('the file: found the name "summer-footy.JSON", wanted one that ends in .json: the proxy passes over others')
})

it.each([
  ['a file that is not there', {}, 'there is no such file'],
  ['a file that is no JSON', { 'x.json': '{"hub":' }, 'the file: found no JSON'],
  ['a file named for another hub', { 'x.json': HUB }, 'hub: found "summer-footy", wanted the file\'s own name, "x"'],
])('an error of its own: %s', async (_, files, wanted) => {
  const { code, out } = await run(['x.json'], files)
  expect(code).toBe(1)
  expect(out).toContain(wanted)
})
