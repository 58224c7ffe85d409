// `dead-letters list|replay|purge`: what Braze refused for good, masked; sent again or deleted.
import { DEAD_LETTERS_MAX, type CountAnswer, type DeadLetterChoice, type DeadLettersAnswer } from '../../core/admin.ts'
import { DEAD_REASONS } from '../../core/codes.ts'
import type { AdminClient } from './admin-client.ts'
import { readWords } from './read-words.ts'
import { UsageError } from './usage-error.ts'

export const DEAD_LETTERS_USAGE = `Usage: dead-letters [list] [--hub <hub>] [--workspace <name>] [--reason <reason>] [--limit <number>] [--after <id>] [--json]
       dead-letters replay|purge <id>… | --all [--hub <hub>] [--workspace <name>] [--reason <reason>]
  list    what Braze refused for good, the newest first
  replay  sends it again, at the end of its lane
  purge   deletes it
  --reason  ${DEAD_REASONS.join(', ')}`

const FILTER = { hub: { type: 'string' }, workspace: { type: 'string' }, reason: { type: 'string' } } as const
const LIST_OPTIONS = { ...FILTER, limit: { type: 'string' }, after: { type: 'string' }, json: { type: 'boolean' } } as const
const CHOICE_OPTIONS = { ...FILTER, all: { type: 'boolean' } } as const

export async function deadLetters(client: AdminClient, args: string[]): Promise<string> {
  const [action = 'list', ...rest] = args[0]?.startsWith('-') === true ? ['list', ...args] : args
  if (action === 'list') return list(client, rest)
  if (action !== 'replay' && action !== 'purge') throw new UsageError(`dead-letters: "${action}" is not one of list, replay, purge`)
  const { count, missing = [] } = await client<CountAnswer>(action, { body: choice(action, rest) })
  const done = `${count} ${action === 'replay' ? 'put back to be sent again' : 'deleted'}`
  if (missing.length > 0) throw new Error(`${done}; there is no dead letter ${missing.join(', ')}`)
  return done
}

async function list(client: AdminClient, args: string[]): Promise<string> {
  const { json, ...query } = readWords({ args, options: LIST_OPTIONS }).values
  judgeReason(query.reason)
  judgePage(query)
  const answer = await client<DeadLettersAnswer>('deadLetters', { query })
  return json === true ? JSON.stringify(answer, null, 2) : table(answer, query)
}

/** Nothing that was typed is passed over: what is purged is gone for good. */
function choice(action: string, args: string[]): DeadLetterChoice {
  const { values, positionals: ids } = readWords({ args, options: CHOICE_OPTIONS, allowPositionals: true })
  const { all, ...filter } = values
  judgeReason(filter.reason)
  if (ids.length > 0 === (all === true)) throw new UsageError(`dead-letters ${action}: give ids, or --all`)
  if (all === true) return { all: filter }
  if (Object.keys(filter).length > 0) throw new UsageError(`dead-letters ${action}: --hub, --workspace and --reason go with --all only`)
  const odd = ids.find((id) => !isNumber(id))
  if (odd !== undefined) throw new UsageError(`dead-letters ${action}: found "${odd}", wanted the number in front of one in the list`)
  if (ids.length > DEAD_LETTERS_MAX.chosen)
    throw new UsageError(`dead-letters ${action}: found ${ids.length} ids, wanted at most ${DEAD_LETTERS_MAX.chosen} at once`)
  return { ids }
}

function judgePage({ limit, after }: { limit?: string; after?: string }): void {
  if (limit !== undefined && (!isNumber(limit) || Number(limit) < 1 || Number(limit) > DEAD_LETTERS_MAX.listed))
    throw new UsageError(`dead-letters: found --limit "${limit}", wanted a number from 1 to ${DEAD_LETTERS_MAX.listed}`)
  if (after !== undefined && !isNumber(after))
    throw new UsageError(`dead-letters: found --after "${after}", wanted the number that a list ends with`)
}

/** An id as the proxy accepts it: no letter has a longer one. */
function isNumber(text: string): boolean {
  return /^\d{1,15}$/.test(text)
}

/** A reason that does not exist would find no dead letters, which would be read as good news. */
function judgeReason(reason: string | undefined): void {
  if (reason === undefined || DEAD_REASONS.some((one) => one === reason)) return
  throw new UsageError(`dead-letters: --reason is one of ${DEAD_REASONS.join(', ')}`)
}

/** Where there are none, it repeats what was asked for: a slip in the name of a hub would be read as good news. */
function table(
  { letters, total, next }: DeadLettersAnswer,
  { hub, workspace, reason }: { [name in keyof typeof FILTER]?: string },
): string {
  const asked = Object.entries({ hub, workspace, reason }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`]))
  if (total === 0) return `${['No dead letters', ...asked].join(' ')}.`
  const lines = letters.map(({ id, diedAt, hub, rule, reason, person, detail, objects }) => {
    const { attributes = [], events = [], purchases = [] } = objects
    const names = [...attributes.map(() => 'attributes'), ...events.map((event) => event.name), ...purchases.map(() => 'purchase')]
    return [id, diedAt, `${hub}/${rule}`, reason, `${person.as} ${person.masked}`, names.join(', '), detail ?? ''].join('  ')
  })
  const more = next === undefined ? '' : `; older ones: --after ${next}`
  return [...lines, `${letters.length} of ${total}${more}`].join('\n')
}
