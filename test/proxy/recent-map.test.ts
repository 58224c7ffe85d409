// What a map of bounded size keeps and what it forgets.
import { describe, expect, test } from 'vitest'
import { createRecentMap } from '../../src/proxy/recent-map.ts'

const filled = (count: number) => {
  const map = createRecentMap<number>(10)
  for (let index = 0; index < count; index++) map.set(`${index}`, index)
  return map
}
const held = (count: number): number[] => {
  const map = filled(count)
  return Array.from({ length: count }, (_, index) => index).filter((index) => map.get(`${index}`) !== undefined)
}

describe.each([10, 19, 20, 25, 100])('of %i keys', (count) => {
  test('those last set are kept', () => {
    const map = filled(count)
    for (let index = count - 10; index < count; index++) expect(map.get(`${index}`)).toBe(index)
  })
  test('fewer than twice as many are held', () => {
    expect(held(count).length).toBeLessThan(20)
  })
})

test('a key that is read is kept as one that is set', () => {
  const map = filled(1)
  for (let index = 1; index < 100; index++) {
    map.set(`${index}`, index)
    expect(map.get('0')).toBe(0)
  }
  expect(map.get('1')).toBeUndefined()
})

test('what is set anew is the newest value, and what is deleted is gone, whichever map it was in', () => {
  const map = filled(10)
  map.set('5', -5)
  expect(map.get('5')).toBe(-5)
  for (const key of ['5', '6']) {
    map.delete(key)
    expect(map.get(key)).toBeUndefined()
  }
})
