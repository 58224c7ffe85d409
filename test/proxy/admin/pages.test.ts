// In which encoding the operator's pages are served: as the bundles of the public port are, by what the client accepts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readPages } from '../../../src/proxy/admin/pages.ts'

const folder = mkdtempSync(join(tmpdir(), 'pages-'))
writeFileSync(join(folder, 'index.html'), '<p>a page')
writeFileSync(join(folder, 'icon.png'), 'a picture')
const pages = await readPages(folder)
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test.each([
  ['index.html', 'gzip, deflate, br, zstd', 'br'],
  ['index.html', 'br;q=0, gzip', null],
  ['index.html', 'x-br', null],
  ['index.html', '', null],
  ['icon.png', 'br', null],
])('%s for Accept-Encoding "%s": %s', (name, accepted, encoding) => {
  const answer = pages.answer(name, new Request('http://127.0.0.1/admin/', { headers: { 'accept-encoding': accepted } }))
  expect(answer?.headers.get('content-encoding')).toBe(encoding)
})
