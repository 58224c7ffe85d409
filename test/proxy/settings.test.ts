// Settings: defaults, and for each wrong one the one line that stops the start.
import { describe, expect, test } from 'vitest'
import { readDevelopmentHosts, readSettings, SettingError } from '../../src/proxy/settings.ts'

const SECRET = 's'.repeat(32)

test('with SECRET alone every other setting has its default', () => {
  expect(readSettings({ SECRET })).toMatchObject({
    PORT: 8080,
    ADMIN_HOST: '127.0.0.1',
    ADMIN_PORT: 8081,
    SECRET: [SECRET],
    LOG_LEVEL: 'info',
    DEV_BRAZE_HOSTS: [],
    RATE_ADDRESS_PER_MINUTE: 300,
    RATE_ADDRESS_BURST: 3000,
    PERSON_ENVELOPES_PER_HOUR: 20,
    PERSON_EVENTS_PER_HOUR: 5,
  })
})
test('lists are split, newest first; an empty variable counts as unset', () => {
  const settings = readSettings({ SECRET: `${SECRET}, ${'o'.repeat(40)}`, PORT: '', DEV_BRAZE_HOSTS: '127.0.0.1:8090,localhost:1' })
  expect(settings.SECRET).toEqual([SECRET, 'o'.repeat(40)])
  expect(settings.PORT).toBe(8080)
  expect(settings.DEV_BRAZE_HOSTS).toEqual(['127.0.0.1:8090', 'localhost:1'])
})
test('trusted proxies are addresses or ranges', () => {
  const { TRUSTED_PROXIES } = readSettings({ SECRET, TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.1, fd00::/8, 2001:db8::1' })
  expect(['10.9.9.9', '192.0.2.1', '192.0.2.2'].map((address) => TRUSTED_PROXIES.check(address, 'ipv4'))).toEqual([true, true, false])
  expect(['fd12::1', '2001:db8::1', '2001:db8::2'].map((address) => TRUSTED_PROXIES.check(address, 'ipv6'))).toEqual([true, true, false])
})

describe('a bad setting', () => {
  const rows: [name: string, value: string | undefined, wanted: RegExp][] = [
    ['SECRET', undefined, /^SECRET: is not set; expected at least 32 bytes/],
    ['SECRET', 'short', /^SECRET: expected at least 32 bytes each/],
    ['SECRET', `${SECRET},short`, /^SECRET: expected at least 32 bytes each/],
    ['SECRET', ' , ', /^SECRET: expected at least one secret/],
    ['PORT', '99999', /^PORT: found "99999"; expected a port from 0 to 65535$/],
    ['PORT', '80x', /^PORT: found "80x"; expected a port/],
    ['ADMIN_PORT', '-1', /^ADMIN_PORT: found "-1"; expected a port/],
    ['ADMIN_TOKEN', 'short', /^ADMIN_TOKEN: expected at least 16 characters/],
    ['ADMIN_TOKEN', `${SECRET}\n`, /^ADMIN_TOKEN: expected it without a line end$/],
    ['PUBLIC_URL', 'hub.example.org', /^PUBLIC_URL: found "hub\.example\.org"; expected the address/],
    ['PUBLIC_URL', 'https://hub.example.org/', /^PUBLIC_URL: found "https:\/\/hub\.example\.org\/"; .*, with nothing behind the host, /],
    ['DATABASE_URL', 'mysql://x', /^DATABASE_URL: expected a PostgreSQL address/],
    ['TRUSTED_PROXIES', '10.0.0.0/8,10.0.0.0/33', /^TRUSTED_PROXIES: found "10\.0\.0\.0\/33"; expected addresses or ranges/],
    ['TRUSTED_PROXIES', 'everyone', /^TRUSTED_PROXIES: found "everyone"; expected addresses or ranges/],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL: found "loud"; expected one of debug, info, warn, error, silent$/],
    ['DEV_BRAZE_HOSTS', 'localhost:1,http://localhost:1', /^DEV_BRAZE_HOSTS: found "http:\/\/localhost:1"; expected host:port/],
    ['RELOAD_SECONDS', '000', /^RELOAD_SECONDS: found "000"; expected seconds from 1 to 86400$/],
    ['RELOAD_SECONDS', '86401', /^RELOAD_SECONDS: found "86401"; expected seconds from 1 to 86400$/],
    ['STOP_SECONDS', '86401', /^STOP_SECONDS: found "86401"; expected seconds from 1 to 86400$/],
    ['DISK_FLOOR_MB', '0', /^DISK_FLOOR_MB: found "0"; expected megabytes from 1 to 1000000000$/],
    ['RATE_ADDRESS_PER_MINUTE', 'many', /^RATE_ADDRESS_PER_MINUTE: found "many"; expected a whole number/],
    ['REMEMBER_IDS_DAYS', '1000000001', /^REMEMBER_IDS_DAYS: found "1000000001"; expected a whole number from 1 to 1000000000$/],
  ]
  test.each(['SECRET', 'HUBS_DIR', 'ADMIN_TOKEN', 'PORT', 'BRAZE_API_KEY'])(
    '%s in quotes, as an env file keeps them, is said to be that',
    (name) => {
      for (const quote of ['"', "'"])
        expect(() => readSettings({ SECRET, [name]: `${quote}${SECRET}${quote}` })).toThrow(
          new SettingError(`${name}: stands in quotes, which are part of it; expected it without them`),
        )
    },
  )
  test.each(rows)('%s=%s is named in one line, with what was found', (name, value, wanted) => {
    const read = () => readSettings({ SECRET, [name]: value })
    expect(read).toThrow(SettingError)
    expect(read).toThrow(wanted)
    expect(read).toThrow(/^[^\n]*$/)
  })
  test.each([
    ['SECRET', 'hidden'],
    ['ADMIN_TOKEN', 'hidden'],
    ['DATABASE_URL', 'mysql://me:hidden@db/outbox'],
    ['PUBLIC_URL', 'https://me:hidden@db/'],
    ['PORT', `hidden-${SECRET}`],
  ])('%s: what is a secret, or may hold one, is not shown', (name, value) => {
    const read = () => readSettings({ SECRET, [name]: value })
    expect(read).toThrow(SettingError)
    expect(read).not.toThrow(/hidden/)
  })
})

describe('BRAZE_REST_ENDPOINT', () => {
  const read = (endpoint: string) => readSettings({ SECRET, BRAZE_REST_ENDPOINT: endpoint, DEV_BRAZE_HOSTS: '127.0.0.1:8090' })
  const wanted = '; expected the REST endpoint of a Braze instance, such as https://rest.fra-02.braze.eu'
  const rows: [endpoint: string, found: string][] = [
    ['https://rest.us-09.braze.com', '"https://rest.us-09.braze.com"'],
    ['rest.us-09.braze.com', '"https://rest.us-09.braze.com"'],
    ['https://rest.fra-02.braze.eu/users/track', '"https://rest.fra-02.braze.eu/users/track"'],
    ['http://rest.fra-02.braze.eu', '"http://rest.fra-02.braze.eu"'],
    ['https://dashboard-02.braze.eu/?key=a1b2c3d4', '"https://dashboard-02.braze.eu"'],
    ['https://me:a1b2c3d4@rest.fra-02.braze.eu', '"https://rest.fra-02.braze.eu"'],
    ['a1b2c3d4-0000-4000-8000-000000000000', 'no address of Braze’s'],
  ]
  test.each(rows)('%s stops the start: what was found, and never what may be a key', (endpoint, found) => {
    expect(() => read(endpoint)).toThrow(new SettingError(`BRAZE_REST_ENDPOINT: found ${found}${wanted}`))
  })
  test.each(['https://rest.fra-02.braze.eu', 'rest.iad-01.braze.com', 'http://127.0.0.1:8090', ''])('%s is taken', (endpoint) => {
    expect(read(endpoint).BRAZE_REST_ENDPOINT).toBe(endpoint || undefined)
  })
})

test('check reads DEV_BRAZE_HOSTS and no other setting, whatever is wrong with it', () => {
  expect(readDevelopmentHosts({ DEV_BRAZE_HOSTS: '127.0.0.1:8090', PORT: '"8080"', HUBS_DIR: "'hubs'" })).toEqual(['127.0.0.1:8090'])
  expect(() => readDevelopmentHosts({ DEV_BRAZE_HOSTS: '"127.0.0.1:8090"' })).toThrow('DEV_BRAZE_HOSTS: stands in quotes')
})
