// Rows that may be sent now: the first of their lane, of lanes with nothing in flight, hubs taking turns. Reads the outbox in short stretches, so that a backlog stays on disk.
import type { Claim, OutboxRow } from '../outbox/claim.ts'
import type { RowChange } from '../outbox/store.ts'
import { Filling, countsOf, objectsCounted, plus, rowBytes, type BatchLimit } from './batch.ts'

/** Rows and bytes that are kept ready; reading stops above either. */
const READY_ROWS = 1_200
const READY_BYTES = 16_000_000
/** Rows looked at in one reading. */
const STRETCH = 150

export interface Lanes {
  /** Whether what is ready fills a request. */
  fills(limit: BatchLimit): boolean
  /** Whole envelopes for one request; at least one if any is ready. */
  take(limit: BatchLimit): OutboxRow[]
  /** These rows have left the outbox: the next of their lanes may follow. */
  release(rows: readonly OutboxRow[]): void
  /** There may be new rows to send. After an erasure they may also be among those that were passed by because another of their lane was before them. */
  wake(change: RowChange): void
  /** Reads until enough is ready or nothing is left; `changed` is called where rows became ready, and at the end, also where the outbox could not be read. */
  load(): void
  /** Ready rows. */
  readonly ready: number
}

export function createLanes(claim: Claim, changed: () => void): Lanes {
  const queues = new Map<string, OutboxRow[]>()
  const cursors = new Map<string, number>()
  /** When each hub was read last: the one that waits longest is next. */
  const turns = new Map<string, number>()
  /** Lanes that have a row here or in flight. */
  const held = new Set<number>()
  let released: number[] = []
  let ready = 0
  let counts = countsOf([])
  let bytes = 0
  let readings = 0
  /** There may be rows beyond the cursors. */
  let mayHaveMore = true
  /** All hubs are to be read from their beginning. */
  let anew = false
  let loading = false

  function add(row: OutboxRow): void {
    if (held.has(row.lane)) return
    held.add(row.lane)
    const queue = queues.get(row.hub)
    if (queue) queue.push(row)
    else queues.set(row.hub, [row])
    ready++
    counts = plus(counts, row.request.counts)
    bytes += rowBytes(row)
  }

  function dequeue(hub: string, queue: OutboxRow[]): void {
    const row = queue.shift()
    if (!row) return
    ready--
    counts = plus(counts, row.request.counts, -1)
    bytes -= rowBytes(row)
    // A hub that was served goes to the end of the line.
    queues.delete(hub)
    if (queue.length > 0) queues.set(hub, queue)
  }

  const enough = (): boolean => ready >= READY_ROWS || bytes >= READY_BYTES
  const wanted = (): boolean => released.length > 0 || (mayHaveMore && !enough())

  /** Adds the next rows of lanes whose row has left. Those beyond their hub's cursor are left to `read`. */
  async function follow(): Promise<void> {
    const lanes = released
    released = []
    try {
      for (const row of await claim.heads(lanes)) if (row.seq <= (cursors.get(row.hub) ?? 0)) add(row)
    } catch (error) {
      released = [...lanes, ...released]
      throw error
    }
  }

  /** One stretch of each hub; false once there is nothing more. */
  async function read(): Promise<boolean> {
    let more = false
    const hubs = await claim.hubs()
    hubs.sort((a, b) => (turns.get(a) ?? 0) - (turns.get(b) ?? 0))
    for (const hub of hubs) {
      if (enough()) return true
      turns.set(hub, ++readings)
      const stretch = await claim.next(hub, cursors.get(hub) ?? 0, STRETCH)
      cursors.set(hub, stretch.upTo)
      stretch.rows.forEach(add)
      more ||= !stretch.end
    }
    return more
  }

  /** One reading at a time: what `follow` finds depends on where the cursors stand. */
  async function run(): Promise<void> {
    while (wanted()) {
      const before = ready
      if (released.length > 0) await follow()
      if (mayHaveMore && !enough()) {
        mayHaveMore = false
        if (anew) cursors.clear()
        anew = false
        if (await read()) mayHaveMore = true
      }
      if (ready > before) changed()
    }
  }

  return {
    fills: (limit) => objectsCounted(counts, limit.count) >= limit.objects || bytes >= limit.bytes,
    take(limit) {
      const filling = new Filling(limit)
      for (;;) {
        const [first] = queues
        const row = first?.[1][0]
        if (!first || !row || !filling.add(row)) return filling.rows
        dequeue(...first)
      }
    },
    release(rows) {
      for (const { lane } of rows) {
        held.delete(lane)
        released.push(lane)
      }
    },
    wake(change) {
      mayHaveMore = true
      anew ||= change === 'erased'
    },
    load() {
      if (loading || !wanted()) return
      loading = true
      run()
        .catch(() => {
          mayHaveMore = true
        })
        .finally(() => {
          loading = false
          changed()
        })
    },
    get ready() {
      return ready
    },
  }
}
