// What a capture has of the page's address: nothing of it that is not declared, for it may hold anything.
import { endPage, rule, startPage } from './page-rig.ts'
import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  history.replaceState(null, '', '/')
  endPage()
})

test('of the query only declared names; neither the hash nor the query of any address', async () => {
  history.replaceState(null, '', '/quiz?campaign=spring&token=secret#secret')
  const { capture } = await startPage([rule({ attributes: { campaign: 'page.query.campaign' } })])
  vi.spyOn(document, 'referrer', 'get').mockReturnValue('https://mail.example/read?token=secret#secret')
  const { page } = capture({})
  expect(page).toMatchObject({ path: '/quiz', query: { campaign: 'spring' }, referrer: 'https://mail.example/read' })
  expect(JSON.stringify(page)).not.toContain('secret')
})
