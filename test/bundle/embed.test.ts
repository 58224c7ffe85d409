// The built script: its size, and what must not be in it. Raise the ceiling only in the commit that causes it.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'

const dist = new URL('../../dist/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, dist))
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
const script = read('embed.js')

/** Bytes, brotli. The design asks for 5,500: not reached yet; what is there now is the most it may be. */
const CEILING = 9_058

test(`is at most ${CEILING} bytes in brotli`, () => {
  expect(brotliCompressSync(script).length).toBeLessThanOrEqual(CEILING)
})

test.each([
  'zod',
  'preact',
  'node:',
  'require(',
  'process.',
  'sourceMappingURL',
  'apiKey',
  'BRAZE',
  'Bearer',
  'users/track',
  'eval(',
  'new Function',
  'innerHTML',
  'sendBeacon',
  'console.',
])('has no %s', (word) => {
  expect(script.toString()).not.toContain(word)
})

test('the versioned copy has the same bytes, and the integrity hash is that of these bytes', () => {
  const copy = read(`embed-${version}.js`)
  expect(copy.equals(script)).toBe(true)
  const hash = `sha384-${createHash('sha384').update(script).digest('base64')}`
  expect(JSON.parse(read('integrity.json').toString())).toMatchObject({ 'embed.js': hash, [`embed-${version}.js`]: hash })
})

test('is one classic script that declares nothing outside itself', () => {
  expect(script.toString()).toMatch(/^\/\/# allFunctionsCalledOnLoad\n(!?\(?function|\(\(\)=>)/)
})
