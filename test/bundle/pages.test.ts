// What the operator's pages and the inspector weigh as built, and what must not be in them.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url))
const brotli = (path: string): number => brotliCompressSync(readFileSync(DIST + path)).length
const text = (path: string): string => readFileSync(DIST + path, 'utf8')

test('all JavaScript of Connect is at most 60 KB, the inspector, with its seven languages, at most 24 KB (brotli)', () => {
  const scripts = readdirSync(`${DIST}admin`).filter((name) => name.endsWith('.js'))
  const connect = scripts.reduce((sum, name) => sum + brotli(`admin/${name}`), 0)
  console.log(`connect ${connect} B, inspector ${brotli('inspector.js')} B, style sheet ${brotli('admin/connect.css')} B (brotli)`)
  expect(connect).toBeLessThanOrEqual(60_000)
  expect(brotli('inspector.js')).toBeLessThanOrEqual(24_000)
})

test('no page needs an exception of a strict policy: no inline script or style, no markup made from strings, no code made from strings', () => {
  const html = text('admin/index.html')
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style|style=|\son\w+=/)
  for (const path of ['admin/connect.js', 'inspector.js']) {
    expect(text(path), path).not.toMatch(/\beval\(|new Function\(|insertAdjacentHTML|document\.write/)
  }
  // Preact itself knows the property of this name; our own code never sets it.
  expect(text('inspector.js')).not.toMatch(/dangerouslySetInnerHTML:/)
})

test('the message compiler, the schema library and other halves stay outside', () => {
  for (const path of ['admin/connect.js', 'inspector.js']) {
    expect(text(path), path).not.toMatch(/ZodError|octothorpe-lexer|moo\.compile|libphonenumber/)
  }
})

test('the pages ask nobody but the proxy: no address of another host is fetched or linked', () => {
  const hosts = [...text('admin/connect.css').matchAll(/url\(['"]?([^'")]+)/g)].map(([, url = '']) => url)
  expect(hosts.filter((url) => /^(https?:)?\/\//.test(url))).toEqual([])
  expect(text('admin/index.html')).not.toMatch(/(src|href)="https?:/)
})
