// A yes of this visitor: it stands on the pages that come after it, and only where it was one.
import { PREFIX } from './declared.ts'
import { endPage, startPage } from './page-rig.ts'
import { afterEach, expect, test } from 'vitest'

afterEach(endPage)

test.each([
  ['said on an earlier page', 'true', ['a'], []],
  ['taken back there', 'false', [], ['a no_consent']],
  ['never said', null, [], ['a no_consent']],
  ['what else may stand in the storage', '"true"', [], ['a no_consent']],
])('consent of a person: %s', async (_, stored, gone, waits) => {
  const page = await startPage([{ id: 'a', on: 'form', confirm: 'submit', attributes: { email: 'field.email' } }], {
    consent: { from: 'field.ok', scope: 'person' },
  })
  if (stored) localStorage.setItem(`${PREFIX}consent`, stored)
  page.take(page.capture({ email: 'a@b.co' }))
  expect(page.gone()).toEqual(gone)
  expect(page.waits()).toEqual(waits)
})
