// What a hub file may name as the secret of its bot check, which goes to an address that the file names as well.
import { expect, test } from 'vitest'
import { botSecretLookup, ownSecrets } from '../../../src/proxy/hubs/bot-secret.ts'
import { HUB } from '../http/fixture.ts'
import { API_KEY, startService } from '../service.ts'
import { eachInItsFolder, environment, inForce, load, log, reload, write, wrong } from './folder-of-hubs.ts'

eachInItsFolder()

const hub = (secret: string) => ({ ...HUB, bot: { verify: 'https://verify.example', siteKey: 'k', secret } })
const OTHER_USE = 'a secret that has another use'

test.each([
  ['env:BRAZE_API_KEY', OTHER_USE],
  ['file:copy-of-it.txt', OTHER_USE],
  ['env:SECRET', OTHER_USE],
  ['file:one-of-the-list.txt', OTHER_USE],
  ['file:a-file-of-this-machine.txt', 'no token'],
])('neither a key, nor a secret of the proxy, nor a file that is no token goes there: %s', async (secret, found) => {
  environment['SECRET'] = 'the-newer-secret-of-the-proxy,the-older-secret-of-the-proxy'
  load.ownSecrets = ownSecrets(environment)
  write('copy-of-it.txt', `${environment['BRAZE_API_KEY']}\n`)
  write('one-of-the-list.txt', 'the-older-secret-of-the-proxy')
  write('a-file-of-this-machine.txt', 'root:x:0:0:root:/root:/bin/sh\nalex:x:1:1::/home/alex:/bin/sh\n')
  write('summer.json', hub(secret))
  await reload.now()
  expect(inForce()).toEqual([])
  expect(wrong('summer')).toEqual([`bot.secret: what is at "${secret}" is ${found}, wanted the secret of the bot check there`])
  expect(log.join('')).not.toMatch(/key-1|of-the-proxy|root/)
})

test.each([
  ['postgres://proxy:open-sesame@db/outbox', 'open-sesame'],
  ['postgres://proxy:open%2Fsesame@db/outbox', 'open/sesame'],
  ['postgres://proxy:100%@db/outbox', '100%'],
])('nor the password of the database, which DATABASE_URL repeats: %s', async (url, password) => {
  const lookUp = botSecretLookup(
    () => Promise.resolve({ key: password }),
    () => ownSecrets({ DATABASE_URL: url }),
  )
  expect(await lookUp('env:POSTGRES_PASSWORD')).toEqual({ no: 'unfit', found: OTHER_USE })
})

test('nor the key of a workspace that is not in force, as its endpoint is wrong', async () => {
  write('workspaces.json', {
    default: { endpoint: 'https://rest.fra-01.braze.eu', apiKey: 'env:BRAZE_API_KEY' },
    other: { endpoint: 'https://rest.braze.example', apiKey: 'file:other-key.txt' },
  })
  write('other-key.txt', 'other-key')
  write('summer.json', hub('file:other-key.txt'))
  await reload.now()
  expect(inForce()).toEqual([])
  expect(wrong('summer')[0]).toContain(OTHER_USE)
})

test('nor what became the key of a workspace later', async () => {
  const keys = new Set<string>()
  const lookUp = botSecretLookup(
    () => Promise.resolve({ key: '0x4AAAAAAA-secret' }),
    () => keys,
  )
  expect(await lookUp('env:TURNSTILE_SECRET')).toEqual({ key: '0x4AAAAAAA-secret' })
  keys.add('0x4AAAAAAA-secret')
  expect(await lookUp('env:TURNSTILE_SECRET')).toEqual({ no: 'unfit', found: OTHER_USE })
})

test('the service holds its own environment and workspaces against it', async () => {
  const files = {
    'summer.json': hub('env:ADMIN_TOKEN'),
    'workspaces.json': { default: { endpoint: 'https://rest.fra-01.braze.eu', apiKey: 'env:BRAZE_API_KEY' } },
  }
  const rig = await startService({ files })
  expect(rig.log.join('')).toContain(`what is at \\"env:ADMIN_TOKEN\\" is ${OTHER_USE}`)
  expect(rig.log.join('')).not.toContain(API_KEY)
  await rig.stop()
})
