// The language of the demo page: the one chosen last is shown, in whatever order the catalogues arrive.
import { afterEach, expect, test, vi } from 'vitest'
import { choose, language } from '../../demo/page/i18n.ts'

afterEach(() => vi.unstubAllGlobals())

test('English, which needs no catalogue, is not replaced by one still on its way', async () => {
  vi.stubGlobal('document', { documentElement: {} })
  await Promise.all([choose('fr'), choose('en')])
  expect([language.value, document.documentElement.lang]).toEqual(['en', 'en'])
})
