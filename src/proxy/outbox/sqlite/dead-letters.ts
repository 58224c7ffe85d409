// Dead letters in the embedded store.
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { DeadReason } from '../../../core/codes.ts'
import type { Clock } from '../../clock.ts'
import type { DeadCount, DeadFilter, DeadLetter, DeadLetters } from '../dead-letters.ts'
import { unpack } from '../packed.ts'
import { uuidText } from '../uuid.ts'
import type { Commit, Undo } from './group-commit.ts'
import type { LaneOrder } from './lane-order.ts'
import type { Streams } from './streams.ts'

export interface DeadLetterParts {
  database: DatabaseSync
  commit: Commit
  streams: Streams
  clock: Clock
  nextSeq: () => number
  lanes: LaneOrder
  appended: (workspace: string) => void
}

type Columns = Record<string, SQLOutputValue>

const FROM = 'FROM dead JOIN streams USING (stream)'
const STEP = 1_000
const SUMMARY = 'letter, id, hub, workspace, rule, at, died, reason, detail'

export function createSqliteDeadLetters({ database, commit, streams, lanes, clock, nextSeq, appended }: DeadLetterParts): DeadLetters {
  const one = database.prepare(`SELECT ${SUMMARY}, attributes, events, purchases, text ${FROM} WHERE letter = ?`)
  const counts = database.prepare(`SELECT workspace, hub, reason, count(*) AS letters ${FROM} GROUP BY stream, reason ORDER BY 1, 2, 3`)
  const revive = database.prepare(`
    INSERT INTO outbox (seq, id, stream, lane, rule, at, accepted, attributes, events, purchases, text)
    SELECT ?, id, stream, lane, rule, at, ?, attributes, events, purchases, text FROM dead WHERE letter = ?`)
  const remove = database.prepare('DELETE FROM dead WHERE letter = ? RETURNING stream, lane')

  const matching = (filter: DeadFilter): number[] => {
    const { where, values } = condition(filter)
    return database
      .prepare(`SELECT letter ${FROM} WHERE ${where} ORDER BY letter`)
      .all(...values)
      .map((row) => Number(row['letter']))
  }

  /**
   * A thousand letters to a commit: the proxy goes on accepting in between. `each` returns the stream of its letter, undefined if the letter is gone;
   * `committed` is told the streams of each step. Returns how many letters there were.
   */
  async function inSteps(
    letters: number[],
    each: (letter: number, undo: Undo) => number | undefined,
    committed: (streams: number[]) => void = () => {},
  ): Promise<number> {
    let count = 0
    for (let from = 0; from < letters.length; from += STEP) {
      const step = letters.slice(from, from + STEP)
      const found = (await commit((undo) => step.map((letter) => each(letter, undo)))).filter((stream) => stream !== undefined)
      committed(found)
      count += found.length
    }
    return count
  }

  const removed = (letter: number): { stream: number; lane: number } | undefined => {
    const row = remove.get(letter)
    return row && { stream: Number(row['stream']), lane: Number(row['lane']) }
  }

  return {
    async list({ before = Number.MAX_SAFE_INTEGER, limit, ...filter }) {
      const { where, values } = condition(filter)
      const statement = database.prepare(`SELECT ${SUMMARY} ${FROM} WHERE ${where} AND letter < ? ORDER BY letter DESC LIMIT ?`)
      return statement.all(...values, before, limit).map(toLetter)
    },
    async show(letter) {
      const row = one.get(letter)
      if (!row) return undefined
      return { ...toLetter(row), request: unpack(row['text'] as string) }
    },
    replay: async (filter) =>
      inSteps(
        matching(filter),
        (letter, undo) => {
          const seq = nextSeq()
          revive.run(seq, clock.now(), letter)
          const row = removed(letter)
          if (row) lanes.joined(row.lane, seq, undo)
          return row?.stream
        },
        (replayed) => {
          for (const stream of replayed) streams.byNumber(stream).rows++
          for (const stream of new Set(replayed)) appended(streams.byNumber(stream).workspace)
        },
      ),
    purge: async (filter) => inSteps(matching(filter), (letter) => removed(letter)?.stream),
    counts: async () => counts.all().map((row) => ({ ...row })) as unknown as DeadCount[],
  }
}

function condition({ letters, upTo, workspace, hub, reason }: DeadFilter): { where: string; values: (string | number)[] } {
  const parts: [string, string | number | undefined][] = [
    ['letter IN (SELECT value FROM json_each(?))', letters && JSON.stringify(letters)],
    ['letter <= ?', upTo],
    ['workspace = ?', workspace],
    ['hub = ?', hub],
    ['reason = ?', reason],
  ]
  const given = parts.filter((part): part is [string, string | number] => part[1] !== undefined)
  return { where: ['1', ...given.map(([sql]) => sql)].join(' AND '), values: given.map(([, value]) => value) }
}

function toLetter(row: Columns): DeadLetter {
  return {
    letter: Number(row['letter']),
    id: uuidText(row['id'] as Uint8Array),
    hub: row['hub'] as string,
    workspace: row['workspace'] as string,
    rule: row['rule'] as string,
    at: row['at'] as string,
    died: Number(row['died']),
    reason: row['reason'] as DeadReason,
    detail: row['detail'] as string,
  }
}
