// Where the next request comes from: rows of the lanes, or a batch that came back. Keeps how many objects a request may hold.
import { REQUEST_MAX_BYTES } from '../../core/limits.ts'
import type { Claim, OutboxRow } from '../outbox/claim.ts'
import type { RowChange } from '../outbox/store.ts'
import { Filling, countsOf, objectsCounted, type BatchLimit } from './batch.ts'
import { newGroup, type Group } from './group.ts'
import { createGroups } from './groups.ts'
import { createLanes } from './lanes.ts'
import type { Source, Standing } from './schedule.ts'
import type { DispatchWorkspace } from './workspace.ts'

export interface Supply extends Readonly<Pick<Standing, 'readySince' | 'isFull' | 'due'>> {
  /** There may be new rows. */
  wake(change: RowChange): void
  /** Reads more of the outbox where little is ready; `changed` is called when that has ended. */
  load(now: number): void
  take(source: Source, now: number): Group | undefined
  /** These are to be sent again. */
  putBack(...groups: Group[]): void
  /** These rows have left the outbox: the next of their lanes may follow. */
  release(rows: readonly OutboxRow[]): void
  /** What came back may go now, whatever its own time. */
  hurry(): void
  setLimit(workspace: DispatchWorkspace): void
  /** From now on a request holds at most half as many objects as these rows have. Returns the new limit. */
  halveLimit(rows: readonly OutboxRow[]): number
  /** Envelopes that wait to be sent again. */
  readonly waiting: number
}

const limitOf = ({ objects, count }: DispatchWorkspace): BatchLimit => ({ objects, count, bytes: REQUEST_MAX_BYTES })

/** @param changed told when rows became ready, and at the end of each reading */
export function createSupply(claim: Claim, workspace: DispatchWorkspace, changed: () => void): Supply {
  const lanes = createLanes(claim, changed)
  const groups = createGroups()
  let limit = limitOf(workspace)
  let readySince: number | undefined

  function takeNew(most: BatchLimit, now: number): Group | undefined {
    const rows = lanes.take(most)
    readySince = lanes.ready > 0 ? now : undefined
    return rows.length > 0 ? newGroup(rows) : undefined
  }

  /** As much of a batch that came back as a request may hold now: the limit may be lower than when it went. */
  function within(group: Group | undefined): Group | undefined {
    if (!group) return undefined
    const filling = new Filling(limit)
    const rest = group.rows.filter((row) => !filling.add(row))
    if (rest.length > 0) groups.add({ ...group, rows: rest })
    return { ...group, rows: filling.rows }
  }

  return {
    wake: lanes.wake,
    load(now) {
      lanes.load()
      if (lanes.ready === 0) readySince = undefined
      else readySince ??= now
    },
    take(source, now) {
      switch (source) {
        case 'new':
          return takeNew(limit, now)
        case 'one new':
          return takeNew({ ...limit, objects: 1 }, now)
        case 'due':
          return within(groups.takeDue(now))
        case 'first':
          return within(groups.takeFirst())
        case 'one again':
          return groups.takeOne()
      }
    },
    putBack: groups.add,
    release: lanes.release,
    hurry: groups.hurry,
    setLimit(next) {
      limit = limitOf(next)
    },
    halveLimit(rows) {
      const half = Math.floor(objectsCounted(countsOf(rows), limit.count) / 2)
      limit = { ...limit, objects: Math.max(1, Math.min(limit.objects, half)) }
      return limit.objects
    },
    get readySince() {
      return readySince
    },
    get isFull() {
      return lanes.fills(limit)
    },
    get due() {
      return groups.due
    },
    get waiting() {
      return groups.rows
    },
  }
}
