// The language of the pages: the one chosen last is shown, in whatever order the catalogues arrive.
import { afterEach, expect, test, vi } from 'vitest'
import { choose, language } from '../../src/settings/i18n.ts'

afterEach(async () => {
  vi.unstubAllGlobals()
  await choose('en')
})

test('of two languages chosen one after the other the later is shown, though its catalogue came first', async () => {
  const answers = new Map<string, (response: Response) => void>()
  vi.stubGlobal('fetch', (address: string) => new Promise<Response>((resolve) => answers.set(address, resolve)))
  const chosen = [choose('es'), choose('de')]
  answers.get('de.json')?.(Response.json({}))
  await chosen[1]
  answers.get('es.json')?.(Response.json({}))
  await chosen[0]
  expect([language.value, document.documentElement.lang]).toEqual(['de', 'de'])
})

test('English, which needs no catalogue, is not replaced by one still on its way', async () => {
  let answer: (response: Response) => void = () => {}
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (answer = resolve)))
  const chosen = choose('fr')
  await choose('en')
  answer(Response.json({}))
  await chosen
  expect(language.value).toBe('en')
})
