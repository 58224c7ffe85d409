// Which of our pages' languages a browser gets.
import { expect, it } from 'vitest'
import { pickLanguage } from '../../src/core/page-languages.ts'

it.each([
  [['en-AU'], 'en'],
  [['pt-PT', 'en'], 'pt-BR'],
  [['ja-JP'], 'ja'],
  [['nl', 'fr-CA'], 'fr'],
  [['kok-IN', 'fr'], 'fr'],
  [['xx'], 'en'],
  [[], 'en'],
] as const)('of %j: %s', (wanted, language) => {
  expect(pickLanguage(wanted)).toBe(language)
})
