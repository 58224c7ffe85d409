// SECURITY.md's claims: every test that it names exists.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const files = new Map(
  readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => [path.split('/').at(-1) as string, readFileSync(join('test', path), 'utf8')]),
)

const claims: [file: string, name: string][] = []
for (const line of readFileSync('SECURITY.md', 'utf8').split('\n')) {
  if (!line.startsWith('Tests: ')) continue
  let file = ''
  for (const [, word = ''] of line.matchAll(/`([^`]+)`/g)) {
    if (word.endsWith('.test.ts')) file = word
    else claims.push([file, word])
  }
}

test('there is a test for each statement', () => {
  expect(claims.length).toBeGreaterThan(40)
})
test.each(claims)('%s has "%s"', (file, name) => {
  expect(files.get(file)).toContain(name)
})
