// The program as its operator meets it: what a wrong start says, and the commands that talk to the running proxy.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { adminClient } from '../../src/proxy/cli/admin-client.ts'
import { deadLetters } from '../../src/proxy/cli/dead-letters.ts'
import { erase } from '../../src/proxy/cli/erase.ts'
import { workspaces } from '../../src/proxy/cli/workspaces.ts'
import { keep } from '../evidence/evidence.ts'
import { envelope, SECRET } from './http/fixture.ts'
import { ADMIN_TOKEN, startService, until, type ServiceRig } from './service.ts'

let rig: ServiceRig
beforeAll(async () => {
  rig = await startService()
})
afterAll(() => rig.stop())

const program = (args: string[], env: Record<string, string>) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/proxy/main.ts', ...args], {
    encoding: 'utf8',
    // One that should not have started goes on for ever.
    timeout: 20_000,
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], ...env },
  })
  keep('printed', `main.ts ${args.join(' ')}`, stdout + stderr)
  return { status, stdout, stderr }
}

/** A module that makes this Node pass for an older one, which has no SQLite. */
const olderNode = (version: string): string => {
  const code = `import { registerHooks } from 'node:module'
    Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })
    registerHooks({ resolve: (name, context, next) => {
      if (name === 'node:sqlite') throw new Error('No such built-in module: node:sqlite')
      return next(name, context)
    } })`
  return `data:text/javascript,${encodeURIComponent(code)}`
}

describe('a start that cannot be', () => {
  const row = (env: Record<string, string>) => program([], { HUBS_DIR: rig.hubsDir, PORT: '0', ADMIN_PORT: '0', ...env })
  test('without SECRET: one line that names it, exit code 1', () => {
    const { status, stderr, stdout } = row({})
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^SECRET: is not set; expected at least 32 bytes[^\n]*\n$/)
  })
  test('with a database that is not there: one line that names the setting', () => {
    const { status, stderr } = row({ SECRET, DATABASE_URL: 'postgres://u:p@127.0.0.1:1/none' })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^DATABASE_URL: connect ECONNREFUSED[^\n]*\n$/)
  })
  test('on a data folder that another proxy has: one line that says so', () => {
    const { status, stderr } = row({ SECRET, DATA_DIR: rig.dataDir })
    expect(status).toBe(1)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain(rig.dataDir)
  })
  test.each(['/proc/x', '/dev/null', 'package.json'])('with a DATA_DIR that cannot be made, %s: one line that names it', (folder) => {
    const { status, stderr } = row({ SECRET, DATA_DIR: folder })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^DATA_DIR: "[^"]+" cannot be used \(E[^\n]+; expected a folder that this user may write to[^\n]*\n$/)
  })
  test('with a HUBS_DIR that is no folder: one line that names it', () => {
    const { status, stderr } = row({ SECRET, HUBS_DIR: 'package.json', DATA_DIR: `${rig.dataDir}-4`, LOG_LEVEL: 'silent' })
    expect([status, stderr]).toEqual([1, 'HUBS_DIR: "package.json" is no folder; expected a folder of hub files that this user may read\n'])
  })
  test('on a port that is taken: one line that names the setting', () => {
    const { status, stderr } = row({ SECRET, DATA_DIR: `${rig.dataDir}-2`, PORT: String(rig.running.port), LOG_LEVEL: 'silent' })
    expect([status, stderr]).toEqual([1, `PORT: ${rig.running.port} is in use; expected a free port\n`])
  })
  test.each(['HOST', 'ADMIN_HOST'])('on an address that this machine does not have: one line that names %s', (name) => {
    const { status, stderr } = row({ SECRET, DATA_DIR: `${rig.dataDir}-3`, [name]: '999.1.1.1', LOG_LEVEL: 'silent' })
    expect(status).toBe(1)
    expect(stderr).toMatch(
      new RegExp(`^${name}: "999\\.1\\.1\\.1" cannot be listened on \\(\\w+\\); expected an address of this machine[^\\n]*\\n$`),
    )
  })
  test('with an endpoint that is none of Braze’s: one line that names it', () => {
    const { status, stderr } = row({ SECRET, BRAZE_REST_ENDPOINT: 'https://rest.us-09.braze.com', LOG_LEVEL: 'silent' })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^BRAZE_REST_ENDPOINT: found "https:\/\/rest\.us-09\.braze\.com"; expected the REST endpoint[^\n]*\n$/)
  })
  test('on an older Node: one line that says which is wanted, before anything is imported that it does not have', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } }
    const { status, stdout, stderr } = program([], { SECRET, NODE_OPTIONS: `--import=${olderNode('20.11.1')}` })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toBe(`Node ${engines.node.slice(2)} or newer is wanted, and this is 20.11.1: https://nodejs.org\n`)
  })
  test('with an unknown command: the list of commands, exit code 2', () => {
    const { status, stderr } = program(['deadletters'], {})
    expect(status).toBe(2)
    expect(stderr).toMatch(/^Unknown command "deadletters"; did you mean "dead-letters"\?\nCommands:/)
  })
})

test('--version: the package’s, and nothing else', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  expect(program(['--version'], {})).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' })
})

describe('commands', () => {
  const client = () => adminClient({ ADMIN_TOKEN, ADMIN_PORT: String(rig.running.adminPort) }, fetch)

  test('workspaces: one line each; pause and resume', async () => {
    expect(await workspaces(client(), [])).toMatch(/^default {2}http:\/\/127\.0\.0\.1:\d+ {2}key env:BRAZE_API_KEY {2}ok {2}0 pending/)
    expect(await workspaces(client(), ['pause', 'default'])).toContain('paused (operator)')
    expect(await workspaces(client(), ['resume', 'default'])).toContain('ok')
    await expect(workspaces(client(), ['pause'])).rejects.toThrow('pause <name>')
    await expect(workspaces(client(), ['pause', 'none'])).rejects.toThrow('workspaces: found "none", wanted one of default')
  })
  test('workspaces: why one waits, and when it is tried again', async () => {
    rig.braze.fault({ kind: 'answer', status: 401, body: { message: 'Invalid API key' }, times: 1 })
    expect((await rig.submit([envelope(await rig.rev())])).status).toBe(202)
    await until(async () => (await workspaces(client(), [])).includes('waiting'))
    expect(await workspaces(client(), [])).toMatch(/ {2}waiting \(unauthorized, next try at \d{4}-\d\d-\d\dT[\d:.]+Z\) {2}1 pending/)
    await workspaces(client(), ['resume', 'default'])
    await until(async () => (await workspaces(client(), [])).includes('ok  0 pending'))
  })
  test.each([
    ['is no JSON', '{', 'no JSON (line 1 column 2), wanted a JSON object'],
    ['is too long to be read', ' '.repeat(1024 * 1024 + 1), 'more than 1 MiB, wanted a smaller file'],
  ])('workspaces: over a file that %s it says what is wrong, not that there are none', async (_name, text, words) => {
    const file = join(rig.hubsDir, 'workspaces.json')
    writeFileSync(file, text)
    const wrong = `workspaces.json: the file: found ${words}`
    await expect(workspaces(client(), [])).rejects.toThrow(`${wrong}\ndefault  `)
    await expect(workspaces(client(), ['pause', 'other'])).rejects.toThrow(`The workspace has errors. ${wrong}`)
    rmSync(file)
    expect(await workspaces(client(), [])).toMatch(/^default /)
  })
  test('workspaces: one that has lost its entry while something waits for it is listed all the same', async () => {
    await workspaces(client(), ['pause', 'default'])
    expect((await rig.submit([envelope(await rig.rev())])).status).toBe(202)
    const file = join(rig.hubsDir, 'workspaces.json')
    writeFileSync(file, JSON.stringify({ other: { endpoint: rig.braze.url, apiKey: 'env:BRAZE_API_KEY' } }))
    await rig.running.reload()
    expect(await workspaces(client(), [])).toMatch(
      /^other {2}[^\n]*\ndefault {2}has no entry {2}no_key {2}1 pending, oldest \d+ s {2}0 dead letters$/,
    )
    rmSync(file)
    await rig.running.reload()
    await workspaces(client(), ['resume', 'default'])
    await until(async () => (await workspaces(client(), [])).includes('ok  0 pending'))
  })
  test('dead-letters: list, replay, purge', async () => {
    expect(await deadLetters(client(), ['list'])).toBe('No dead letters.')
    const errors = ['attributes', 'events'].map((input_array) => ({ type: 'bad', input_array, index: 0 }))
    rig.braze.fault({ kind: 'answer', status: 400, body: { message: 'Valid data must be provided', errors }, times: 2 })
    await rig.submit([envelope(await rig.rev(), { identity: [{ as: 'user_alias', label: 'email', value: 'dead@example.com' }] })])
    await until(async () => (await deadLetters(client(), [])) !== 'No dead letters.')
    const listed = await deadLetters(client(), ['list', '--hub', 'summer'])
    expect(listed).toMatch(
      /summer\/entry {2}refused {2}email d•••@e•••\.com {2}attributes, Entered {2}attributes: bad; events: bad\n1 of 1$/,
    )
    const [id = ''] = listed.split(' ')
    expect(await deadLetters(client(), ['replay', id])).toBe('1 put back to be sent again')
    await until(async () => (await deadLetters(client(), [])).endsWith('1 of 1'))
    const [again = ''] = (await deadLetters(client(), ['list'])).split(' ')
    await expect(deadLetters(client(), ['replay', '99999999'])).rejects.toThrow(
      /^0 put back to be sent again; there is no dead letter 99999999$/,
    )
    await expect(deadLetters(client(), ['purge', id, again, '99999999'])).rejects.toThrow(
      `1 deleted; there is no dead letter ${id}, 99999999`,
    )
    expect(await deadLetters(client(), ['purge', '--all'])).toBe('0 deleted')
    await expect(deadLetters(client(), ['purge'])).rejects.toThrow('give ids, or --all')
    await expect(deadLetters(client(), ['eat'])).rejects.toThrow('one of list, replay, purge')
  })
  test('erase: counts, and what it cannot reach', async () => {
    expect(await erase(client(), ['--email', 'nobody@example.com'])).toMatch(/^Erased: 0 waiting, 0 dead letters\.\nNot reached:\n- /)
    expect(await erase(client(), ['--alias', 'email', 'nobody@example.com'])).toContain('Erased: 0')
    await expect(erase(client(), [])).rejects.toThrow('exactly one identifier')
    await expect(erase(client(), ['--email', 'a@b.c', '--phone', '+61400000000'])).rejects.toThrow('exactly one identifier')
  })
  test('a wrong token, no token, and no proxy are said plainly', async () => {
    const port = { ADMIN_PORT: String(rig.running.adminPort) }
    await expect(workspaces(adminClient({ ...port, ADMIN_TOKEN: 'wrong-token-of-16-chars' }, fetch), [])).rejects.toThrow(
      'This is not the operator’s token.',
    )
    await expect(workspaces(adminClient(port, fetch), [])).rejects.toThrow('ADMIN_TOKEN: is not set')
    await expect(workspaces(adminClient({ ADMIN_PORT: '1', ADMIN_TOKEN }, fetch), [])).rejects.toThrow(
      'The proxy does not answer at http://127.0.0.1:1',
    )
    const away = () => Promise.reject(new Error('nobody is asked'))
    await expect(workspaces(adminClient({ ADMIN_HOST: '', ADMIN_PORT: '', ADMIN_TOKEN }, away), [])).rejects.toThrow(
      'The proxy does not answer at http://127.0.0.1:8081',
    )
    const braze = { ADMIN_TOKEN, ADMIN_PORT: new URL(rig.braze.url).port }
    await expect(workspaces(adminClient(braze, fetch), [])).rejects.toThrow(
      /^What answers at .* is not the operator’s port .* status 40\d\.$/,
    )
    // The public port answers with problem documents too.
    const open = { ADMIN_TOKEN, ADMIN_PORT: String(rig.running.port) }
    await expect(workspaces(adminClient(open, fetch), [])).rejects.toThrow(
      /^What answers at .* is not the operator’s port .* status 404\.$/,
    )
    await expect(workspaces(adminClient({ ADMIN_TOKEN, ADMIN_PORT: 'abc' }, away), [])).rejects.toThrow(
      /^ADMIN_HOST, ADMIN_PORT: found .*:abc"/,
    )
    await expect(workspaces(adminClient({ ADMIN_TOKEN: '' }, away), [])).rejects.toThrow('ADMIN_TOKEN: is not set')
  })
})

test('what is read only in part, as by head, is no failure of the command; what cannot be written is one', () => {
  const file = join(rig.dataDir, 'wrong.json')
  writeFileSync(file, JSON.stringify(Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`unknown-${n}`, 'x'.repeat(100)]))))
  const shell = (command: string) => spawnSync('bash', ['-c', command], { encoding: 'utf8' })
  const main = `"${process.execPath}" src/proxy/main.ts check ${`${file} `.repeat(100)}`
  const head = shell(`${main} | head -1`)
  expect([head.stdout.startsWith(`${file}: `), head.stderr]).toEqual([true, ''])
  expect(shell(`${main} > /dev/full`)).toMatchObject({ status: 1, stderr: 'What was found cannot be written (ENOSPC).\n' })
})
