// `dead-letters list|replay|purge`: what Braze refused for good, masked; sent again or deleted.
import { parseArgs } from 'node:util'
import type { CountAnswer, DeadLetterChoice, DeadLettersAnswer } from '../../core/admin.ts'
import type { AdminClient } from './admin-client.ts'
import { UsageError } from './usage-error.ts'

const OPTIONS = {
  hub: { type: 'string' },
  workspace: { type: 'string' },
  reason: { type: 'string' },
  limit: { type: 'string' },
  all: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

export async function deadLetters(client: AdminClient, args: string[]): Promise<string> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const [action = 'list', ...ids] = positionals
  const { hub, workspace, reason } = values
  if (action === 'list') {
    const answer = await client<DeadLettersAnswer>('deadLetters', { query: { hub, workspace, reason, limit: values.limit } })
    return values.json === true ? JSON.stringify(answer, null, 2) : table(answer)
  }
  if (action !== 'replay' && action !== 'purge') throw new UsageError(`dead-letters: "${action}" is none of list, replay, purge`)
  if (ids.length === 0 && values.all !== true) throw new UsageError(`dead-letters ${action}: ids are wanted, or --all`)
  const body: DeadLetterChoice =
    values.all === true
      ? {
          all: {
            ...(hub !== undefined && { hub }),
            ...(workspace !== undefined && { workspace }),
            ...(reason !== undefined && { reason }),
          },
        }
      : { ids }
  const { count } = await client<CountAnswer>(action, { body })
  return `${count} ${action === 'replay' ? 'put back to be sent again' : 'deleted'}`
}

function table({ letters, total }: DeadLettersAnswer): string {
  if (total === 0) return 'No dead letters.'
  const lines = letters.map(({ id, diedAt, hub, rule, reason, person, detail, objects }) => {
    const names = [...(objects.attributes ?? []).map(() => 'attributes'), ...(objects.events ?? []).map((event) => event.name)]
    return [id, diedAt, `${hub}/${rule}`, reason, `${person.as} ${person.masked}`, names.join(', '), detail ?? ''].join('  ')
  })
  return [...lines, `${letters.length} of ${total}`].join('\n')
}
