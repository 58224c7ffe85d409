// The declaration: asked for once, kept for when the proxy does not answer, and what waits for it.
import { declaration, PREFIX } from './declared.ts'
import { endDelivery, json, offline, startDelivery } from './delivery-rig.ts'
import { afterEach, describe, expect, test } from 'vitest'

const { rev, hub } = declaration
const start = async (kept?: string) => {
  const rig = await startDelivery()
  if (kept) localStorage.setItem(`${PREFIX}hub`, kept)
  else localStorage.removeItem(`${PREFIX}hub`)
  return { ...rig, ...(await import('../../src/embed/hub.ts')) }
}
afterEach(endDelivery)

test('is asked for until the proxy has answered, and then no more on this page', async () => {
  const { loadHub, of, faults, declared } = await start()
  faults.hub.push(offline)
  expect(await loadHub()).toMatchObject({ status: 0 })
  for (let round = 0; round < 3; round++) expect(await loadHub()).toBeUndefined()
  expect(of('hub')).toHaveLength(2)
  expect(declared()).toEqual(declaration)
})

test('the copy of an earlier page serves at once, and the proxy’s own as soon as it is there', async () => {
  const { loadHub, declared, faults } = await start(JSON.stringify({ rev: 'old', hub }))
  expect(declared()?.rev).toBe('old')
  faults.hub.push(offline)
  expect(await loadHub()).toBeUndefined()
  expect(declared()?.rev).toBe('old')
  await loadHub()
  expect(declared()?.rev).toBe(rev)
  expect(localStorage.getItem(`${PREFIX}hub`)).toBe(JSON.stringify(declaration))
})

describe('what is no declaration is none', () => {
  const nonsense: [string, unknown][] = [
    ['no rev', { hub }],
    ['no rules', { rev, hub: { ...hub, rules: undefined } }],
    ['rules of another kind', { rev, hub: { ...hub, rules: [{ id: 'form', on: 'form' }] } }],
    ['nothing', null],
  ]
  test.each(nonsense)('from the proxy: %s', async (_, answer) => {
    const { loadHub, declared, faults } = await start(JSON.stringify(declaration))
    faults.hub.push(json(200, answer))
    await loadHub()
    expect(declared()).toEqual(declaration)
    expect(localStorage.getItem(`${PREFIX}hub`)).toBe(JSON.stringify(declaration))
  })
  test.each([...nonsense.map(([, value]) => JSON.stringify(value)), '{'])('in the storage: %s', async (kept) => {
    const { declared, hub: declaredHub } = await start(kept)
    expect(declared()).toBeUndefined()
    expect(declaredHub).toThrow()
  })
})

describe('what waits for it', () => {
  test('runs once, in order, whatever one of them does', async () => {
    const { withHub, loadHub } = await start()
    const ran: string[] = []
    expect(withHub(() => ran.push('first'))).toBe(false)
    withHub(() => {
      throw new Error('a broken rule')
    })
    withHub(() => ran.push('last'))
    await loadHub()
    await loadHub()
    expect(ran).toEqual(['first', 'last'])
    expect(withHub(() => ran.push('now'))).toBe(true)
    expect(ran).toEqual(['first', 'last', 'now'])
  })

  test('is not done once consent was withdrawn', async () => {
    const { withHub, dropWork, loadHub } = await start()
    const ran: string[] = []
    withHub(() => ran.push('before'))
    dropWork()
    withHub(() => ran.push('after'))
    await loadHub()
    expect(ran).toEqual(['after'])
  })
})
