// A Braze that only remembers: which submissions came, how often, in which order for each person, and how long it took them.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TrackRequest } from '../../src/core/track-request.ts'

export interface Recorder {
  url: string
  /** Submissions by their number, with how often each arrived. */
  arrived: Map<string, number>
  /** For each person the submissions in the order of their first arrival. */
  byPerson: Map<string, string[]>
  close(): Promise<void>
}

/** Reads `person` and `submission` from the properties of each event; answers a moment later, as Braze does. */
export async function startRecorder(latencyMs: () => number): Promise<Recorder> {
  const arrived = new Map<string, number>()
  const byPerson = new Map<string, string[]>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { events = [] } = JSON.parse(Buffer.concat(chunks).toString()) as TrackRequest
      for (const { properties } of events) {
        const [person, submission] = [String(properties?.['person']), String(properties?.['submission'])]
        const before = arrived.get(submission) ?? 0
        arrived.set(submission, before + 1)
        if (before === 0) byPerson.set(person, [...(byPerson.get(person) ?? []), submission])
      }
      setTimeout(() => {
        response
          .writeHead(201, { 'content-type': 'application/json' })
          .end(JSON.stringify({ message: 'success', events_processed: events.length }))
      }, latencyMs())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    arrived,
    byPerson,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}
