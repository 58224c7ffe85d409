// Hub files that extend another.
import { describe, expect, test } from 'vitest'
import { HUB } from '../http/fixture.ts'
import { eachInItsFolder, inForce, metrics, registry, reload, said, write, wrong } from './folder-of-hubs.ts'

eachInItsFolder()

describe('hub files', () => {
  test('extends: shared rules; the base need not be a hub itself; a circle is an error, and so is what holds keys', async () => {
    const { hub: _hub, origins: _origins, ...shared } = HUB
    void [_hub, _origins]
    write('brand.json', shared)
    write('summer.json', { hub: 'summer', origins: HUB.origins, extends: 'brand.json' })
    write('winter.json', { hub: 'winter', origins: HUB.origins, extends: 'brand', kiosk: true })
    write('a.json', { hub: 'a', origins: HUB.origins, extends: 'b' })
    write('b.json', { hub: 'b', origins: HUB.origins, extends: 'a' })
    write('c.json', { hub: 'c', origins: HUB.origins, extends: '../../etc/passwd' })
    write('d.json', { hub: 'd', origins: HUB.origins, extends: 'keys' })
    write('keys.json', { 'brand-au': 'sealed' })
    await reload.now()
    expect(inForce()).toEqual(['summer', 'winter'])
    expect(registry.get('summer')?.file.rules).toEqual(HUB.rules)
    expect(registry.get('winter')?.file.kiosk).toBe(true)
    expect(wrong('c')[0]).toMatch(/^extends: found/)
    expect(wrong('d')).toEqual(['extends: found "keys.json", wanted a file in this folder'])
    expect(wrong('a')[0]).toMatch(/^extends: found a cycle/)
  })
  test('extends: a list shares nothing, and neither does a file with itself', async () => {
    write('rules.json', HUB.rules)
    write('summer.json', { ...HUB, extends: 'rules' })
    write('winter.json', { ...HUB, hub: 'wimter', extends: 'winter' })
    await reload.now()
    expect(inForce()).toEqual([])
    expect(wrong('summer')).toEqual(['rules.json: found JSON that is no object, wanted a JSON object'])
    expect(wrong('winter')[0]).toMatch(/^extends: found a cycle/)
  })
  test.each([
    ['a mistake', { ...HUB, origins: 'everywhere' }],
    ['no JSON', '{'],
    ['no name any more', { ...HUB, hub: undefined }],
  ])('extends: a hub that another extends stays in force and is said to be wrong: %s', async (_name, brand) => {
    write('summer.json', HUB)
    write('winter.json', { ...HUB, hub: 'winter', extends: 'summer' })
    await reload.now()
    write('summer.json', brand)
    await reload.ifChanged()
    expect(inForce()).toEqual(['summer', 'winter'])
    expect(wrong('summer')).toHaveLength(1)
    expect((await metrics.scrape()).text).toContain('komo_braze_hub_ok{hub="summer"} 0')
  })
  test('extends: a wrong hub that becomes a mere base is forgotten', async () => {
    write('summer.json', { ...HUB, origins: 'everywhere' })
    write('winter.json', { ...HUB, hub: 'winter', extends: 'summer' })
    await reload.now()
    expect(wrong('summer')[0]).toMatch(/^origins: found "everywhere"/)
    write('summer.json', { locale: 'de' })
    await reload.ifChanged()
    expect(registry.names()).toEqual(['winter'])
    expect((await metrics.scrape()).text).not.toContain('komo_braze_hub_ok{hub="summer"}')
  })
  test('extends: a shared file is no wrong hub because the only hub that extends it is no JSON for a while', async () => {
    write('brand.json', { ...HUB, hub: undefined })
    write('summer.json', { hub: 'summer', extends: 'brand' })
    await reload.now()
    for (const text of ['{', '{ "hub": ']) {
      write('summer.json', text)
      await reload.ifChanged()
      expect([inForce(), registry.names(), wrong('summer').length]).toEqual([['summer'], ['summer'], 1])
    }
    expect((await metrics.scrape()).text).not.toContain('komo_braze_hub_ok{hub="brand"}')
    write('summer.json', HUB)
    await reload.ifChanged()
    expect(wrong('brand')[0]).toMatch(/^hub: /)
  })
  test('extends: nor is it after a restart meanwhile, as far as the text of that hub says what it extends', async () => {
    write('brand.json', { ...HUB, hub: undefined })
    write('summer.json', '{ "hub": "summer", "extends" : "brand",, }')
    await reload.now()
    expect([registry.names(), said('error')]).toEqual([['summer'], ['this hub is disabled']])
    write('summer.json', '{ "hub": "summer",, }')
    await reload.now()
    expect(registry.names()).toEqual(['summer'])
    // A key of that name elsewhere extends nothing.
    write('summer.json', { ...HUB, consent: { extends: 'brand' } })
    await reload.now()
    expect(wrong('brand')[0]).toMatch(/^hub: /)
  })
})
