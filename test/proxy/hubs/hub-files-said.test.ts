// What is said of hub files, and how often.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { HUB } from '../http/fixture.ts'
import { eachInItsFolder, folder, hubNamed, log, metrics, outbox, registry, reload, said, write } from './folder-of-hubs.ts'

eachInItsFolder()

const READ = 'hub files, workspaces and keys were read'

describe('hub files', () => {
  test('a hub that ends is said to, and once that none is left', async () => {
    write('summer.json', HUB)
    write('winter.json', { ...HUB, hub: 'winter' })
    await reload.now()
    expect(said('warn')).toEqual([])
    rmSync(join(folder, 'winter.json'))
    await reload.ifChanged()
    expect(said('warn')).toEqual([expect.stringMatching(/^this hub has ended/)])
    rmSync(join(folder, 'summer.json'))
    await reload.ifChanged()
    await reload.now()
    expect(said('warn').slice(2)).toEqual(['no hub is in force: every page gets 403'])
    expect(log.filter((line) => line.includes('has ended')).map((line) => (JSON.parse(line) as { hub: string }).hub)).toEqual([
      'winter',
      'summer',
    ])
  })
  test('a start without a hub says so; one that is asked to read again says what it found', async () => {
    await reload.now()
    expect(said('warn')).toEqual(['no hub is in force: every page gets 403'])
    write('summer.json', HUB)
    write('broken.json', '{')
    await reload.now()
    expect(JSON.parse(log.at(-1) ?? '')).toMatchObject({ level: 'info', hubs: 1, wrong: 1, workspaces: 1, msg: READ })
    log.length = 0
    await reload.ifChanged()
    expect(log).toEqual([])
  })
  test('a file that is mended to what it was before is said to be good again, once', async () => {
    write('summer.json', HUB)
    await reload.now()
    write('summer.json', '{')
    await reload.ifChanged()
    log.length = 0
    write('summer.json', HUB)
    await reload.ifChanged()
    await reload.now()
    expect(said('info')).toEqual(['this hub is good again', READ])
    expect(JSON.parse(log[0] ?? '')).toMatchObject({ hub: 'summer' })
  })
  test('a wrong file that is deleted is forgotten at the next poll', async () => {
    write('broken.json', '{')
    await reload.now()
    rmSync(join(folder, 'broken.json'))
    await reload.ifChanged()
    expect(registry.names()).toEqual([])
    expect((await metrics.scrape()).text).not.toContain('hub_ok{hub="broken"}')
  })
  test.each([
    ['its file was deleted', '{', undefined],
    ['another version came in force', JSON.stringify(HUB), JSON.stringify({ ...HUB, kiosk: true })],
  ])('a mistake that is made again after %s is said again', async (_name, first, between) => {
    write('summer.json', first)
    await reload.now()
    write('summer.json', '{')
    await reload.ifChanged()
    const [words] = said('error')
    if (between === undefined) rmSync(join(folder, 'summer.json'))
    else write('summer.json', between)
    await reload.ifChanged()
    write('summer.json', '{')
    await reload.ifChanged()
    expect(said('error')).toEqual([words, words])
  })
  test('a good file whose workspace is gone is not said to be invalid', async () => {
    write('summer.json', HUB)
    await reload.now()
    write('workspaces.json', {})
    await reload.ifChanged()
    expect(said('error')).toEqual(['what this hub’s file points to is missing or wrong; the hub stays in force as it was'])
    write('summer.json', '{')
    await reload.ifChanged()
    expect(said('error').slice(1)).toEqual(['this hub’s new file is invalid; the hub stays in force as it was'])
  })
  test('while the outbox is away each wrong state is said once, and what comes in force or is mended when it does', async () => {
    write('autumn.json', hubNamed('autumn'))
    write('mended.json', '{')
    await reload.now()
    log.length = 0
    outbox.isAway = true
    write('autumn.json', { ...hubNamed('autumn'), kiosk: true })
    write('mended.json', hubNamed('mended'))
    write('wrong.json', '{')
    write('workspaces.json', '{')
    for (let poll = 0; poll < 3; poll++) await reload.ifChanged()
    const away = 'the outbox cannot record which revisions are in force; what was read before stays in force'
    const file = 'workspaces.json is invalid; the workspaces read before stay in force'
    expect([said('error'), said('info')]).toEqual([[file, 'this hub is disabled', away], []])
    write('wrong.json', '{"hub":')
    for (let poll = 0; poll < 3; poll++) await reload.ifChanged()
    expect(said('error').slice(3)).toEqual(['this hub is disabled'])
    expect((await metrics.scrape()).text).toContain('komo_braze_hub_ok{hub="wrong"} 0')
    outbox.isAway = false
    await reload.ifChanged()
    expect([said('error').length, said('info')]).toEqual([
      4,
      ['hub in force', 'hub in force', 'hub files can be read and put in force again'],
    ])
  })
  test('a start while the outbox cannot be written does not say that something stays in force: nothing is', async () => {
    write('summer.json', HUB)
    outbox.isAway = true
    await reload.now()
    expect(said('error')).toEqual([
      'the outbox cannot record which revisions are in force; no hub is in force meanwhile: every page gets 403',
    ])
    outbox.isAway = false
    await reload.ifChanged()
    expect(said('info').slice(-2)).toEqual(['hub in force', 'hub files can be read and put in force again'])
  })
  test('what was said of a hub while the outbox was away is taken back, though its files are then as before', async () => {
    write('summer.json', HUB)
    await reload.now()
    outbox.isAway = true
    write('summer.json', '{')
    write('wrong.json', '{')
    write('autumn.json', hubNamed('autumn'))
    await reload.ifChanged()
    const ok = async (hub: string) => new RegExp(`hub_ok\\{hub="${hub}"\\} (\\d)`).exec((await metrics.scrape()).text)?.[1]
    expect([await ok('summer'), await ok('wrong')]).toEqual(['0', '0'])
    outbox.isAway = false
    write('summer.json', HUB)
    for (const name of ['wrong', 'autumn']) rmSync(join(folder, `${name}.json`))
    await reload.ifChanged()
    expect([await ok('summer'), await ok('wrong')]).toEqual(['1', undefined])
  })
  test('what is wrong is not said again because another file changed, but to whoever asks', async () => {
    write('summer.json', HUB)
    write('wrong.json', '{')
    write('workspaces.json', { other: { endpoint: 'https://rest.fra-01.braze.eu', apiKey: 'env:NOT_SET' } })
    await reload.ifChanged()
    const count = said('error').length
    write('summer.json', { ...HUB, kiosk: true })
    await reload.ifChanged()
    expect(said('error')).toHaveLength(count)
    await reload.now()
    expect(said('error')).toHaveLength(2 * count)
    // Gone and there again it is another time.
    for (const text of ['{}', '{"other":{"endpoint":"https://rest.fra-01.braze.eu","apiKey":"env:NOT_SET"}}']) {
      write('workspaces.json', text)
      await reload.ifChanged()
    }
    expect(said('error').slice(2 * count)).toContain('this workspace is wrong')
  })
})
