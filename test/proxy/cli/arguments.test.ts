// What the commands make of what was typed: what they would pass over is refused before the proxy is asked.
import { expect, test } from 'vitest'
import type { AdminClient } from '../../../src/proxy/cli/admin-client.ts'
import { deadLetters } from '../../../src/proxy/cli/dead-letters.ts'
import { erase } from '../../../src/proxy/cli/erase.ts'
import { workspaces } from '../../../src/proxy/cli/workspaces.ts'

const unreached: AdminClient = () => Promise.reject(new Error('the proxy was asked'))

test.each([
  ['ids together with --all', ['purge', '12', '--all'], 'ids are wanted, or --all'],
  ['a filter without --all', ['purge', '99999', '--hub', 'summer'], 'go with --all only'],
  ['what is for list alone', ['purge', '--all', '--limit', '5'], "Unknown option '--limit'"],
  ['a word too many', ['list', 'foo'], "Unexpected argument 'foo'"],
])('dead-letters: %s', async (_, args, message) => {
  await expect(deadLetters(unreached, args)).rejects.toThrow(message)
})

test('workspaces: a word too many', async () => {
  await expect(workspaces(unreached, ['pause', 'default', 'extra'])).rejects.toThrow('pause <name>')
})

test.each([
  ['two of one kind', ['--email', 'a@example.com', '--email', 'b@example.com']],
  ['two of two kinds', ['--email', 'a@example.com', '--phone', '+61400000000']],
  ['a word too many', ['--alias', 'email', 'a@example.com', 'b@example.com']],
])('erase: %s', async (_, args) => {
  await expect(erase(unreached, args)).rejects.toThrow('exactly one identifier')
})
