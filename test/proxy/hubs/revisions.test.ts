// The name of a declaration, and what is known of an earlier one.
import { describe, expect, test } from 'vitest'
import type { HubFile } from '../../../src/core/hub-file.ts'
import { declaration, revOf } from '../../../src/proxy/hubs/rev.ts'
import { HUB } from '../http/fixture.ts'
import { eachInItsFolder, registry, reload, write } from './folder-of-hubs.ts'

eachInItsFolder()

describe('revisions', () => {
  test('one declaration has one name, whatever the order of its keys; keys, addresses of secrets and the workspace are no part of it', () => {
    const name = (file: object) => revOf(declaration(file as HubFile))
    expect(name(HUB)).toBe(name(Object.fromEntries(Object.entries(HUB).reverse())))
    const jwt = { algorithms: ['RS256'], keys: 'file:x' }
    expect(name({ ...HUB, workspace: 'w', jwt, bot: { verify: 'https://x', siteKey: 'k', secret: 'env:X' }, $schema: 's' })).toBe(name(HUB))
    expect(name({ ...HUB, kiosk: true })).not.toBe(name(HUB))
    expect(name(HUB)).toMatch(/^[0-9a-f]{16}$/)
  })
  test('an earlier one is still known, with today’s workspace and keys, and one object each', async () => {
    write('summer.json', HUB)
    write('new', 'a secret of at least 32 bytes, or more')
    await reload.now()
    const { rev } = registry.get('summer')!
    write('summer.json', {
      ...HUB,
      kiosk: true,
      workspace: 'default',
      jwt: { algorithms: ['HS256'], keys: 'file:new' },
      identity: [{ as: 'external_id', proof: 'extension.t' }],
    })
    await reload.now()
    const hub = registry.get('summer')!
    const earlier = await registry.declared(hub, rev)
    expect(earlier).toMatchObject({ identity: HUB.identity, workspace: 'default', jwt: { keys: 'file:new' } })
    expect(earlier).not.toHaveProperty('kiosk')
    expect(await registry.declared(hub, rev)).toBe(earlier)
    expect(await registry.declared(hub, '0123456789abcdef')).toBeUndefined()
  })
})
