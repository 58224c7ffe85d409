// SECURITY.md's claims: each statement has tests, and every test that it names exists.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const files = new Map(
  readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => [path.split('/').at(-1) as string, readFileSync(join('test', path), 'utf8')]),
)

const SECURITY = readFileSync('SECURITY.md', 'utf8')
const rows = [...SECURITY.matchAll(/^\|(.*?)\| `(\S+\.test\.ts)` \| (.*) \|$/gm)]
const claims = rows.flatMap(([, , file = '', names = '']) => [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => [file, name] as const))

test('there is a test for each statement', () => {
  const [, holds = ''] = /## What holds\n([^]*?)\n## /.exec(SECURITY) ?? []
  const statements = [...holds.matchAll(/^### (.*)$/gm)].map(([, statement]) => statement)
  expect(rows.map(([, statement = '']) => statement.trim()).filter(Boolean)).toEqual(statements)
  expect(claims.length).toBeGreaterThan(40)
})
test.each(claims)('%s has "%s"', (file, name) => {
  expect(files.get(file)).toContain(name)
})
