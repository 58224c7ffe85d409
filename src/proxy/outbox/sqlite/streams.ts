// A stream is the rows that one hub has for one workspace: its number in the tables, and how many rows wait in it.
import type { DatabaseSync } from 'node:sqlite'

export interface Stream {
  stream: number
  workspace: string
  hub: string
  /** Rows on disk or about to be. */
  rows: number
}

export interface Streams {
  of(workspace: string, hub: string): Stream
  byNumber(stream: number): Stream
  /** Rows of a hub that wait, whatever their workspace. */
  rowsOf(hub: string): number
  all(): Stream[]
}

export function readStreams(database: DatabaseSync): Streams {
  const known = new Map<string, Stream>()
  const numbered = new Map<number, Stream>()
  const ofHub = new Map<string, Stream[]>()
  const add = (stream: Stream): Stream => {
    known.set(key(stream.workspace, stream.hub), stream)
    numbered.set(stream.stream, stream)
    ofHub.set(stream.hub, [...(ofHub.get(stream.hub) ?? []), stream])
    return stream
  }

  const counts = database.prepare('SELECT s.*, (SELECT count(*) FROM outbox o WHERE o.stream = s.stream) AS rows FROM streams s')
  for (const row of counts.all() as unknown as Stream[]) add({ ...row })
  const insert = database.prepare('INSERT INTO streams (workspace, hub) VALUES (?, ?)')

  return {
    of(workspace, hub) {
      return known.get(key(workspace, hub)) ?? add({ stream: Number(insert.run(workspace, hub).lastInsertRowid), workspace, hub, rows: 0 })
    },
    byNumber(stream) {
      const found = numbered.get(stream)
      if (!found) throw new Error(`The outbox has rows of stream ${String(stream)}, which is not in its table.`)
      return found
    },
    rowsOf: (hub) => (ofHub.get(hub) ?? []).reduce((sum, { rows }) => sum + rows, 0),
    all: () => [...known.values()],
  }
}

function key(workspace: string, hub: string): string {
  return `${workspace}\n${hub}`
}
