// The browser's storage as the script uses it: what cannot be stored is not left there as it was before.
import { PREFIX } from './declared.ts'
import { afterEach, expect, test, vi } from 'vitest'
import { read, write } from '../../src/embed/storage.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

test('a storage that is full: the old value, which is out of date, is erased', () => {
  const area = localStorage
  expect(write('identity', ['ann'])).toBe(true)
  vi.stubGlobal('localStorage', {
    setItem: () => {
      throw new Error('full')
    },
    removeItem: (key: string) => area.removeItem(key),
    getItem: (key: string) => area.getItem(key),
  })
  expect(write('identity', ['bob'])).toBeFalsy()
  expect(read('identity')).toBeUndefined()
  expect(area.getItem(`${PREFIX}identity`)).toBeNull()
})
