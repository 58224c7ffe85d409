// What is kept for workspaces that no entry declares.
import { expect, it } from 'vitest'
import { undeclaredWorkspaces } from '../../../src/proxy/admin/undeclared-workspaces.ts'

it('those with rows or dead letters are listed, by name, and none that is declared', () => {
  const row = (workspace: string, oldest: number) => ({ workspace, hub: 'summer', rows: 2, oldest })
  const dead = (workspace: string) => ({ workspace, hub: 'summer', reason: 'refused' as const, letters: 3 })
  const waiting = [row('new', 1_000), row('old', 4_000)]
  expect(undeclaredWorkspaces(new Set(['new']), waiting, [dead('new'), dead('older'), dead('aged')], 9_000)).toEqual([
    { name: 'aged', pending: 0, oldestSeconds: 0, deadLetters: 3 },
    { name: 'old', pending: 2, oldestSeconds: 5, deadLetters: 0 },
    { name: 'older', pending: 0, oldestSeconds: 0, deadLetters: 3 },
  ])
})
