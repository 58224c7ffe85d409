// The page's own `form.submit()` goes through as it is; what of it is a submission is taken.
import { endPage, formIn, startPage } from './page-rig.ts'
import { afterEach, expect, test, vi } from 'vitest'

afterEach(endPage)

test('form.submit() is a submission only where the browser submits: of a form that is in no document it does nothing', async () => {
  const theirs = vi.spyOn(HTMLFormElement.prototype, 'submit').mockReturnValue()
  const { sent } = await startPage([{ id: 'a', on: 'form', confirm: 'submit', attributes: { email: 'field.email' } }])
  const { listen } = await import('../../src/embed/forms/listen.ts')
  listen(window as never)
  const [form, loose] = [formIn(document.body, 'in the page'), formIn(document.createElement('div'), 'nowhere')]
  form.submit()
  loose.submit()
  expect(theirs).toHaveBeenCalledTimes(2)
  expect(sent()).toEqual([{ email: 'in the page' }])
})
