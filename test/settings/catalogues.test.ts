// Every message that the pages and the inspector ask for is there in all seven languages with the same values, and none is there that nothing asks for.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { describe, expect, test } from 'vitest'
import { ADMIN_REFUSALS, type HubSummary, type TestConnectionAnswer, type WorkspaceHealth } from '../../src/core/admin.ts'
import {
  DEAD_REASONS,
  ENVELOPE_REFUSALS,
  PROBLEM_CODES,
  REQUEST_REFUSALS,
  SUBMISSION_STAGES,
  WORKSPACE_REASONS,
} from '../../src/core/codes.ts'
import { problemText, reasonText, refusalText, stageText } from '../../src/settings/i18n.ts'

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
  // Lists that are types only: the compiler misses a word here that is new there.
  const results: Record<TestConnectionAnswer['result'], 0> = {
    ok: 0,
    bad_key: 0,
    no_key: 0,
    forbidden: 0,
    rate_limited: 0,
    unknown_host: 0,
    unreachable: 0,
    not_braze: 0,
    braze_down: 0,
  }
  const health: Record<WorkspaceHealth['state'], 0> = { ok: 0, waiting: 0, paused: 0, no_key: 0 }
  const states: Record<HubSummary['state'], 0> = { enabled: 0, paused: 0, disabled: 0 }
  test.each([
    ['error', [...Object.keys(ADMIN_REFUSALS), 'offline']],
    ['test', Object.keys(results)],
    ['health', Object.keys(health)],
    ['state', Object.keys(states)],
  ])('%s', (kind, codes) => {
    expect(codes.filter((code) => !(`${kind}.${code}` in en))).toEqual([])
  })

  test.each<[string, (code: string) => string, string, readonly string[]]>([
    ['problem', problemText, 'problem', PROBLEM_CODES],
    ['refusal of an envelope', refusalText, 'refusal', ENVELOPE_REFUSALS],
    ['refusal of a request', refusalText, 'refusal', Object.keys(REQUEST_REFUSALS)],
    ['reason of a dead letter', reasonText, 'reason', DEAD_REASONS],
    ['reason of a workspace', reasonText, 'reason', WORKSPACE_REASONS],
    ['stage', stageText, 'stage', SUBMISSION_STAGES],
  ])('%s', (_, words, kind, codes) => {
    expect(codes.filter((code) => words(code) !== en[`${kind}.${code}`])).toEqual([])
  })

  test('a status that says nothing else is told as it is; a code that is newer than the page stands as it is', () => {
    expect(reasonText('status_418')).toBe('Braze answers with the status 418')
    expect(refusalText('some_new_code')).toBe('some new code')
  })
})
