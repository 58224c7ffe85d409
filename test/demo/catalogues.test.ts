// Every message that the demo page asks for is there in all seven languages with the same values, and none is there that nothing asks for.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isMessage } from '../../demo/page/i18n.ts'
import { LANGUAGES } from '../../src/core/page-languages.ts'
import { ENVELOPE_REFUSALS, PROBLEM_CODES } from '../../src/core/codes.ts'

const folder = new URL('../../demo/page/', import.meta.url)
const read = (language: string) => JSON.parse(readFileSync(new URL(`i18n/${language}.json`, folder), 'utf8')) as Record<string, string>
const valuesOf = (message: string) => [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name))].sort()
const en = read('en')

test.each(Object.keys(LANGUAGES))('%s', (language) => {
  const catalogue = read(language)
  expect(Object.keys(catalogue)).toEqual(Object.keys(en))
  for (const [id, message] of Object.entries(catalogue)) {
    expect(message.trim(), id).not.toBe('')
    expect(valuesOf(message), id).toEqual(valuesOf(en[id]!))
  }
})

test('none is unused', () => {
  const code = readdirSync(folder)
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n')
  const beginnings = [...code.matchAll(/`([\w-]+(?:\.[\w-]+)*\.)\$\{/g)].map(([, beginning = '']) => beginning)
  const unused = Object.keys(en).filter((id) => !code.includes(`'${id}'`) && !beginnings.some((beginning) => id.startsWith(beginning)))
  expect(unused).toEqual([])
})

test('every code of a value or an envelope has words', () => {
  const ids = [...PROBLEM_CODES.map((code) => `problem.${code}`), ...ENVELOPE_REFUSALS.map((code) => `refusal.${code}`)]
  expect(ids.filter((id) => !isMessage(id))).toEqual([])
})
