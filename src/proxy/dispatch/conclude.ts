// The last decision about a batch that came back: what is written to the outbox, what leaves it, what is sent again and in which batches. Pure.
import type { Dead, OutboxRow, Settlement } from '../outbox/claim.ts'
import { pack } from '../outbox/packed.ts'
import { holdAmbiguous } from './ambiguous.ts'
import type { Judgement, Rest } from './answer.ts'
import { isRefusal } from './refusals.ts'
import { deadWhole, partByErrors, type RowVerdict } from './verdicts.ts'

export interface Conclusion {
  settlements: Settlement[]
  /** Braze took every object of these. */
  sent: OutboxRow[]
  /** These have left the outbox, sent or dead: their lanes may go on. */
  gone: OutboxRow[]
  /** What is to be sent again, as batches. */
  again: OutboxRow[][]
  /** `again` holds parts of the batch, which must not go out whole again. */
  divides: boolean
  /** Rows that Braze may or may not have. */
  ambiguous: number
}

export interface ConcludeOptions {
  ambiguous: 'resend' | 'hold'
  /** Braze failed on this batch again and again while it took others: it is treated as a refusal that does not say what it refuses. */
  giveUp: boolean
}

export function conclude(rows: readonly OutboxRow[], { refused, rest }: Judgement, options: ConcludeOptions): Conclusion {
  const parted = partByErrors(rows, refused)
  if (rest.kind === 'taken') return concludeTaken(parted)

  const isAmbiguous = rest.kind === 'retry' && rest.ambiguous
  const remaining = parted.filter(({ left }) => left !== undefined).length
  const divides = rest.kind === 'halve' || rest.kind === 'split' || rest.kind === 'bisect' || options.giveUp
  let verdicts = parted
  if (isAmbiguous && options.ambiguous === 'hold') verdicts = parted.map((verdict) => refine(verdict, holdAmbiguous))
  // Only a row that went alone: one that is merely the last left of its batch may pass alone.
  if (divides && rows.length === 1) {
    const { reason, detail } = causeOfDeath(rest)
    verdicts = verdicts.map((verdict) => refine(verdict, (row) => deadWhole(row, reason, detail)))
  }
  const left = verdicts.flatMap((verdict) => remainderOf(verdict) ?? [])
  return {
    settlements: verdicts.map(settlementOf),
    sent: [],
    gone: verdicts.filter((verdict) => verdict.left === undefined).map(({ row }) => row),
    again: divides ? halves(left) : left.length > 0 ? [left] : [],
    divides,
    ambiguous: isAmbiguous ? remaining : 0,
  }
}

/** Of an envelope that went alone, and cannot be divided any more. */
function causeOfDeath(rest: Rest): Pick<Dead, 'reason' | 'detail'> {
  if (rest.kind === 'bisect') return { reason: 'refused', detail: rest.detail }
  if (rest.kind === 'retry') return { reason: 'failing', detail: rest.reason }
  return { reason: 'too_large', detail: rest.kind === 'split' ? 'over the bytes of a request' : 'over the objects of a request' }
}

function concludeTaken(verdicts: RowVerdict[]): Conclusion {
  return {
    settlements: verdicts.map(({ row, dead }) => ({ seq: row.seq, ...(dead.length > 0 && { dead }) })),
    sent: verdicts.filter(({ dead }) => dead.length === 0).map(({ row }) => row),
    gone: verdicts.map(({ row }) => row),
    again: [],
    divides: false,
    ambiguous: 0,
  }
}

/** The row as it is now: with only the objects that are left. */
function remainderOf({ row, left, dead }: RowVerdict): OutboxRow | undefined {
  if (left === undefined) return undefined
  return left === 'all' ? row : { ...row, request: pack(left), wasRefused: row.wasRefused === true || dead.some(isRefusal) }
}

/** A further verdict about what the first one left. */
function refine(verdict: RowVerdict, next: (row: OutboxRow) => RowVerdict): RowVerdict {
  const row = remainderOf(verdict)
  if (!row) return verdict
  const { left, dead } = next(row)
  return { row: verdict.row, left: left === 'all' ? verdict.left : left, dead: [...verdict.dead, ...dead] }
}

export function settlementOf({ row, left, dead }: RowVerdict): Settlement {
  return { seq: row.seq, keep: left, ...(dead.length > 0 && { dead }) }
}

function halves(rows: OutboxRow[]): OutboxRow[][] {
  const middle = Math.ceil(rows.length / 2)
  return [rows.slice(0, middle), rows.slice(middle)].filter((half) => half.length > 0)
}
