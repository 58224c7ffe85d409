// src/README.md's paths: each file and folder that it names exists, written from src throughout (`demo` and `test` stand beside it).
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const README = readFileSync('src/README.md', 'utf8')
/** Named bare, for every folder has one. */
const BARE = ['tsconfig.json']
const paths = [...README.matchAll(/`([a-z][\w.-]*(?:\/[\w.-]+)+|[\w-]+\.(?:ts|tsx|json|yml))`/g)]
  .map(([, path]) => path as string)
  .filter((path) => !BARE.includes(path))

test('it names files', () => {
  expect(paths.length).toBeGreaterThan(40)
})
test.each(paths)('%s exists', (path) => {
  expect(existsSync(/^(demo|test)\//.test(path) ? path : `src/${path}`)).toBe(true)
})
