// Runs after all other tests: everything that the proxies of this run printed, served, sent and stored is searched for keys, secrets and personal data.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MARK, type Kind } from './evidence.ts'
import { search, type Found } from './search.ts'

describe('the search', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'evidence-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const SECRET = 'k3y/with"odd+signs'
  const kept = (kind: Kind, label: string, text: string | Buffer): Found => {
    writeFileSync(join(folder, `${kind}-1`), Buffer.concat([Buffer.from(`${MARK}${label}\n`), Buffer.from(text as string)]))
    const found = search(folder, [SECRET])
    rmSync(join(folder, `${kind}-1`))
    return found
  }

  const forms: [form: string, of: (text: string) => string | Buffer][] = [
    ['as it is', (text) => `<${text}>`],
    ['in capitals', (text) => text.toUpperCase()],
    ['in JSON', (text) => JSON.stringify({ a: text })],
    ['in a URL', (text) => `?a=${encodeURIComponent(text)}`],
    ['in hexadecimal', (text) => Buffer.from(`x${text}y`).toString('hex')],
    ['in UTF-16', (text) => Buffer.from(text, 'utf16le')],
    ...['', 'a', 'ab'].flatMap((before) =>
      (['base64', 'base64url'] as const).map((alphabet): [string, (text: string) => string] => [
        `in ${alphabet} behind ${before.length} bytes`,
        (text) => Buffer.from(`${before}${text}z`).toString(alphabet),
      ]),
    ),
  ]
  test.each(forms)('finds a secret and a person %s', (_form, of) => {
    for (const text of [SECRET, 'somebody@example.com']) {
      expect(kept('printed', 'main.ts', of(text)).leaks).toHaveLength(1)
      expect(kept('served', 'GET /metrics', of(text)).leaks).toHaveLength(1)
    }
  })
  test.each<[kind: Kind, label: string, secret: number, personal: number]>([
    ['sent', 'headers of POST https://rest.iad-01.braze.com/users/track', 0, 1],
    ['sent', 'body of POST https://rest.iad-01.braze.com/users/track', 1, 0],
    ['sent', 'headers of GET https://login.example/jwks.json', 1, 1],
    ['stored', 'data/outbox.sqlite', 1, 0],
    ['stored', 'data/seen/summer.json', 1, 1],
    ['stored', 'hubs/workspaces.json', 1, 1],
    ['served', 'GET /admin/connect.js', 1, 0],
    ['served', 'GET /admin/api/dead-letters', 1, 1],
    ['served', 'POST /admin/api/dry-run?x=1', 1, 0],
  ])('%s %s', (kind, label, secret, personal) => {
    expect(kept(kind, label, SECRET).leaks.length).toBe(secret)
    expect(kept(kind, label, 'a@example.com').leaks.length).toBe(personal)
  })
})

const EVIDENCE = process.env['EVIDENCE_DIR'] ?? ''

// A run of some tests is not judged: only `npm test` keeps what this searches.
test.skipIf(EVIDENCE === '')(
  'in everything of this run, keys, secrets and people are only where they must be',
  { timeout: 120_000 },
  () => {
    const { leaks, expected, searched } = search(EVIDENCE)
    console.log(`searched: ${JSON.stringify(searched)}; found where it must be: ${JSON.stringify(expected)}`)
    expect(leaks.slice(0, 20)).toEqual([])
    // Nothing is shown by a search of nothing: much of each kind was kept, and what must be there was found.
    for (const [kind, least] of [
      ['printed', 10],
      ['served', 1000],
      ['sent', 100],
      ['stored', 100],
    ] as const) {
      expect(searched[kind].records, `records of what was ${kind}`).toBeGreaterThanOrEqual(least)
    }
    expect(expected.secret.sent).toBeGreaterThan(0)
    expect(expected.personal.sent).toBeGreaterThan(0)
    expect(expected.personal.stored).toBeGreaterThan(0)
  },
)
