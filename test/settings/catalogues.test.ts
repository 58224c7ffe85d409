// Every message that the pages and the inspector ask for is there in all seven languages with the same values, and none is there that nothing asks for.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { describe, expect, test } from 'vitest'
import { ADMIN_REFUSALS } from '../../src/core/admin.ts'
import { ENVELOPE_REFUSALS, PROBLEM_CODES } from '../../src/core/codes.ts'
import { DEAD_REASONS } from '../../src/proxy/outbox/dead-letters.ts'

const LANGUAGES = ['en', 'es', 'pt-BR', 'de', 'fr', 'ko', 'ja']
type Catalogue = Record<string, string>

const root = join(dirname(fileURLToPath(import.meta.url)), '../../src')
const read = (folder: string, language: string): Catalogue =>
  JSON.parse(readFileSync(join(root, folder, 'i18n', `${language}.json`), 'utf8')) as Catalogue

function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(({ name }) => /\.tsx?$/.test(name))
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('\n')
}

/** Ids asked for as they are, and the beginnings of those put together: `type.${type}`. */
function asked(code: string): { ids: Set<string>; beginnings: string[] } {
  const ids = new Set([...code.matchAll(/'([\w-]+(?:\.[\w-]+)*)'/g)].map(([, id = '']) => id))
  const templates = [...code.matchAll(/`([\w-]*\.?)\$\{[^}]+\}(\w*)`/g)]
  const kinds = [...code.matchAll(/codeText\('(\w+)'/g)].map(([, kind = '']) => `${kind}.`)
  return { ids, beginnings: [...kinds, ...templates.map(([, beginning = '']) => beginning).filter((one) => one.endsWith('.'))] }
}

/** Names of the values that a message is filled with. */
function valuesOf(message: string): string[] {
  const names = (part: unknown): string[] => {
    if (!Array.isArray(part)) return []
    const [first, kind, cases] = part as unknown[]
    const inner =
      typeof cases === 'object' && cases !== null
        ? Object.values(cases).flatMap((one) => (Array.isArray(one) ? one.flatMap(names) : []))
        : []
    return typeof first === 'string' && (kind === undefined || typeof kind === 'string') ? [first, ...inner] : part.flatMap(names)
  }
  return [...new Set((compileMessage(message) as unknown[]).flatMap(names))].sort()
}

describe.each(['settings', 'inspector'])('%s', (folder) => {
  const en = read(folder, 'en')
  const { ids, beginnings } = asked(sources(join(root, folder)))

  test.each(LANGUAGES)('%s has every message with the same values, and no empty one', (language) => {
    const catalogue = read(folder, language)
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(en).sort())
    for (const [id, message] of Object.entries(catalogue)) {
      expect(message.trim(), id).not.toBe('')
      expect(valuesOf(message), id).toEqual(valuesOf(en[id]!))
    }
  })

  test('none is unused', () => {
    const unused = Object.keys(en).filter((id) => !ids.has(id) && !beginnings.some((beginning) => id.startsWith(beginning)))
    expect(unused).toEqual([])
  })

  test('other languages are translated: few messages are the same as in English', () => {
    for (const language of LANGUAGES.slice(1)) {
      const same = Object.entries(read(folder, language)).filter(([id, message]) => message === en[id])
      expect(same.length / Object.keys(en).length, `${language}: ${same.map(([id]) => id).join(' ')}`).toBeLessThan(0.12)
    }
  })
})

describe('closed lists have words', () => {
  const en = read('settings', 'en')
  test.each([
    ['problem', PROBLEM_CODES],
    ['refusal', ENVELOPE_REFUSALS],
    ['error', [...Object.keys(ADMIN_REFUSALS), 'offline']],
    ['reason', DEAD_REASONS],
  ] as const)('%s', (kind, codes) => {
    expect(codes.filter((code) => !(`${kind}.${code}` in en))).toEqual([])
  })
})
