// A script that could not be compressed once: the next who asks gets it, not whoever comes after a restart.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as compression from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { readBundles } from '../../../src/proxy/http/bundles.ts'

const memory = vi.hoisted(() => ({ isShort: false }))

vi.mock('node:zlib', async (original) => {
  const zlib = await original<typeof compression>()
  const unlessShort =
    (compress: (...given: never[]) => void) =>
    (...given: unknown[]): void => {
      if (memory.isShort) (given.at(-1) as (error: Error) => void)(new Error('Initialization failed'))
      else compress(...(given as never[]))
    }
  return { ...zlib, brotliCompress: unlessShort(zlib.brotliCompress), gzip: unlessShort(zlib.gzip) }
})

test.each(['br', 'gzip'])('%s', async (encoding) => {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'))
  writeFileSync(join(folder, 'embed.js'), 'script')
  const bundles = await readBundles(folder)
  rmSync(folder, { recursive: true })
  const ask = () => bundles.answer('embed.js', new Request('http://localhost', { headers: { 'accept-encoding': encoding } }))
  memory.isShort = true
  await expect(ask()).rejects.toThrow('Initialization failed')
  memory.isShort = false
  expect((await ask())?.headers.get('content-encoding')).toBe(encoding)
})
