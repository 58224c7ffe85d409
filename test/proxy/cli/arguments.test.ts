// What the commands make of what was typed: what they would pass over is refused before the proxy is asked.
import { expect, test, vi } from 'vitest'
import { cli } from '../../../src/proxy/cli.ts'
import type { AdminClient } from '../../../src/proxy/cli/admin-client.ts'
import { deadLetters } from '../../../src/proxy/cli/dead-letters.ts'
import { erase } from '../../../src/proxy/cli/erase.ts'
import { UsageError } from '../../../src/proxy/cli/usage-error.ts'
import { workspaces } from '../../../src/proxy/cli/workspaces.ts'

const unreached: AdminClient = () => Promise.reject(new Error('the proxy was asked'))

test.each([
  ['ids together with --all', ['purge', '12', '--all'], 'give ids, or --all'],
  ['neither', ['purge'], 'give ids, or --all'],
  ['a filter without --all', ['purge', '99999', '--hub', 'summer'], 'go with --all only'],
  ['what is for list alone', ['purge', '--all', '--limit', '5'], "Unknown option '--limit'"],
  ['a reason that does not exist', ['list', '--reason', 'typo'], '--reason is one of refused, ambiguous'],
  ['the same of what is purged', ['purge', '--all', '--reason', 'typo'], '--reason is one of refused, ambiguous'],
  ['an id that is no number', ['replay', '12', 'abc'], 'found "abc", wanted the number'],
  ['an id longer than any', ['purge', '1234567890123456'], 'found "1234567890123456", wanted the number'],
  [
    'more ids than go at once',
    ['replay', ...Array.from({ length: 501 }, (_, id) => String(id))],
    'found 501 ids, wanted at most 500 at once',
  ],
  ['a place that is none', ['list', '--after', 'x'], 'found --after "x", wanted the number that a list ends with'],
  ['a word too many', ['list', 'foo'], "Unexpected argument 'foo'"],
  ['two hubs, of which the first would stay', ['purge', '--all', '--hub', 'summer', '--hub=winter'], "Option '--hub' is given twice"],
])('dead-letters: %s', async (_, args, message) => {
  const answer = deadLetters(unreached, args)
  await expect(answer).rejects.toThrow(UsageError)
  await expect(answer).rejects.toThrow(message)
})

test.each(['0', '201', '1.5', '-1', 'x', ''])('dead-letters list: a limit that is none, %j', async (limit) => {
  const answer = deadLetters(unreached, ['list', `--limit=${limit}`])
  await expect(answer).rejects.toThrow(new UsageError(`dead-letters: found --limit "${limit}", wanted a number from 1 to 200`))
})

test('workspaces: a word too many', async () => {
  await expect(workspaces(unreached, ['pause', 'default', 'extra'])).rejects.toThrow('pause <name>')
})

test('workspaces: what is wrong with the file is said, and not that there are none', async () => {
  const client = (() => Promise.resolve({ workspaces: [], extraHosts: [], issues: [{ message: 'the file is no JSON' }] })) as AdminClient
  await expect(workspaces(client, [])).rejects.toThrow('the file is no JSON')
})

test('workspaces: a name where there is none to name', async () => {
  const client = (() => Promise.resolve({ workspaces: [], extraHosts: [] })) as unknown as AdminClient
  await expect(workspaces(client, ['pause', 'au'])).rejects.toThrow(new UsageError('workspaces: found "au", but there are no workspaces'))
})

test('workspaces: what waits for one that has no entry is listed: an alert names it', async () => {
  const undeclared = [{ name: 'old', pending: 3, oldestSeconds: 7, deadLetters: 1 }]
  const client = (() => Promise.resolve({ workspaces: [], undeclared, extraHosts: [] })) as unknown as AdminClient
  expect(await workspaces(client, [])).toBe('old  has no entry  no_key  3 pending, oldest 7 s  1 dead letters')
})

test('workspaces: where another proxy sends, that is said', async () => {
  const health = { state: 'ok', standby: true, pending: 3, oldestSeconds: 7, deadLetters: 0, windows: [] }
  const view = { name: 'au', endpoint: 'https://x', key: { source: 'env:KEY', present: true }, health }
  const client = (() => Promise.resolve({ workspaces: [view], extraHosts: [] })) as unknown as AdminClient
  expect(await workspaces(client, [])).toBe(
    'au  https://x  key env:KEY  ok (standby: another proxy sends, ask that one how it fares)  3 pending, oldest 7 s  0 dead letters',
  )
})

test.each([
  ['two of two kinds', ['--email', 'a@example.com', '--phone', '+61400000000']],
  ['a word too many', ['--alias', 'email', 'a@example.com', 'b@example.com']],
])('erase: %s', async (_, args) => {
  await expect(erase(unreached, args)).rejects.toThrow('exactly one identifier')
})

test('erase: of two persons the first would only seem to be erased', async () => {
  const answer = erase(unreached, ['--email', 'a@example.com', '--email', 'b@example.com'])
  await expect(answer).rejects.toThrow(new UsageError("Option '--email' is given twice"))
})

test.each([
  ['an address that is none', ['--email', 'alex@'], '--email wants an address'],
  ['an id that is none', ['--external-id', ' '], '--external-id wants an id'],
  ['an alias without its name', ['--alias', 'email', ' '], '--alias wants its label and its name'],
  ['a number without its country', ['--phone', '0412 345 678'], '--phone wants a number with its country'],
])('erase: %s would find nothing, which would be read as erased', async (_, args, message) => {
  await expect(erase(unreached, args)).rejects.toThrow(message)
})

test('erase: a number as people write it, with its country', async () => {
  const client = (() => Promise.resolve({ outbox: 1, deadLetters: 0, notReached: [] })) as AdminClient
  expect(await erase(client, ['--phone', '+61 (4) 12-345.678'])).toContain('Erased: 1 waiting')
})

test('dead-letters list: where there are none, for what was asked', async () => {
  const client = (() => Promise.resolve({ letters: [], total: 0, reasons: [] })) as AdminClient
  expect(await deadLetters(client, ['list'])).toBe('No dead letters.')
  expect(await deadLetters(client, ['--hub', 'sumer', '--limit', '5'])).toBe('No dead letters --hub sumer.')
})

test('dead-letters list: a purchase that was refused is named', async () => {
  const objects = { events: [{ name: 'Entered' }], purchases: [{ product_id: '•••' }] }
  const letter = {
    id: '7',
    diedAt: 'then',
    hub: 'summer',
    rule: 'buy',
    reason: 'refused',
    person: { as: 'email', masked: 'a•••' },
    objects,
  }
  const client = (() => Promise.resolve({ letters: [letter], total: 1, reasons: [] })) as unknown as AdminClient
  expect(await deadLetters(client, ['list'])).toContain('  Entered, purchase  ')
})

test('dead-letters list: where it ends before the last, how to go on', async () => {
  let asked: unknown
  const client = ((_: string, request: unknown) => {
    asked = request
    return Promise.resolve({ letters: [], total: 300, reasons: [], next: '101' })
  }) as AdminClient
  expect(await deadLetters(client, ['list', '--after', '301'])).toBe('0 of 300; older ones: --after 101')
  expect(asked).toMatchObject({ query: { after: '301' } })
  // Without a word it is the list that is asked for.
  expect(await deadLetters(client, ['--after', '302'])).toBe('0 of 300; older ones: --after 101')
  expect(asked).toMatchObject({ query: { after: '302' } })
})

async function said(words: string[]): Promise<{ code: number; out: string; err: string }> {
  const texts = { out: '', err: '' }
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((text: string) => void (texts.out += text)),
    vi.spyOn(console, 'error').mockImplementation((text: string) => void (texts.err += `${text}\n`)),
  ]
  const [command = '', ...args] = words
  const code = await cli(command, args, { ADMIN_TOKEN: 'operator-token-of-the-tests' })
  for (const spy of spies) spy.mockRestore()
  return { code, ...texts }
}

test.each([[['--help']], [['-h']], [['help']]])('%j: the commands, as what was asked for', async (words) => {
  expect(await said(words)).toMatchObject({ code: 0, out: expect.stringMatching(/^Commands:/) as string, err: '' })
})

test.each(['check', 'dead-letters', 'erase', 'workspaces'])('%s --help: what this command takes', async (command) => {
  for (const words of [
    [command, '--help'],
    [command, 'x', '-h'],
    ['help', command],
  ])
    expect(await said(words)).toMatchObject({ code: 0, out: expect.stringMatching(`^Usage: ${command} `) as string, err: '' })
})

test.each([
  ['a command', ['chekc'], 'Unknown command "chekc"; did you mean "check"?\nCommands:'],
  [
    'an option',
    ['dead-letters', 'purge', '--worksapce', 'x'],
    'Unknown option \'--worksapce\'; did you mean "--workspace"?\nUsage: dead-letters',
  ],
  [
    'an option of a command that takes words',
    ['erase', '--emial', 'x'],
    'Unknown option \'--emial\'; did you mean "--email"?\nUsage: erase',
  ],
  ['an option of check', ['check', '--strcit', 'x'], 'Unknown option \'--strcit\'; did you mean "--strict"?\nUsage: check'],
  ['a file that check wants', ['check'], 'check: no hub file is given\nUsage: check'],
  ['an option that means nothing', ['erase', '-5'], "Unknown option '-5'\nUsage: erase"],
  ['a word', ['dead-letters', 'purg'], 'dead-letters: "purg" is not one of list, replay, purge\nUsage: dead-letters'],
])('a slip in %s: what was probably meant, and how this command goes', async (_, words, err) => {
  expect(await said(words)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(err) as string })
})
