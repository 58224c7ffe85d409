// `erase`: everything about one person, by any identifier.
import type { EraseAnswer, EraseRequest } from '../../core/admin.ts'
import { eraseMistake } from '../../core/erase-mistake.ts'
import type { AdminClient } from './admin-client.ts'
import { readWords } from './read-words.ts'
import { UsageError } from './usage-error.ts'

export const ERASE_USAGE = `Usage: erase --email <address> | --phone <number> | --external-id <id> | --braze-id <id> | --alias <label> <name>
  Deletes what the proxy has of one person, waiting or dead, and says what it cannot reach.`

const OPTIONS = {
  email: { type: 'string' },
  phone: { type: 'string' },
  'external-id': { type: 'string' },
  'braze-id': { type: 'string' },
  alias: { type: 'string' },
} as const

export async function erase(client: AdminClient, args: string[]): Promise<string> {
  const { values, positionals } = readWords({ args, options: OPTIONS, allowPositionals: true })
  const { email, phone, 'external-id': external_id, 'braze-id': braze_id, alias } = values
  const [name] = positionals
  if (Object.keys(values).length !== 1 || positionals.length !== (alias === undefined ? 0 : 1))
    throw new UsageError('erase: give exactly one identifier')
  const body: EraseRequest = {
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...(external_id !== undefined && { external_id }),
    ...(braze_id !== undefined && { braze_id }),
    ...(alias !== undefined && name !== undefined && { user_alias: { alias_label: alias, alias_name: name } }),
  }
  const mistake = eraseMistake(body)
  if (mistake !== undefined) throw new UsageError(`erase: --${mistake.at.replace('_', '-').replace('user-', '')} wants ${mistake.wanted}`)
  const { outbox, deadLetters, notReached } = await client<EraseAnswer>('erase', { body })
  return [`Erased: ${outbox} waiting, ${deadLetters} dead letters.`, 'Not reached:', ...notReached.map((one) => `- ${one}`)].join('\n')
}
