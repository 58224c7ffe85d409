// Hearing of rows that other proxies accepted or erased. Connects again by itself; what was missed meanwhile is looked for.
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientConfig } from 'pg'
import { openConnection, type Connection } from './connection.ts'

const AGAIN_MS = 1_000

export interface ListenParts {
  config: ClientConfig
  channels: string[]
  heard: (channel: string, payload: string) => void
  /** Called each time a connection has begun to listen: nothing that was sent before has reached it. */
  missed: () => void
}

export interface Listening {
  /** Sends a query: that alone shows whether the connection is dead. If it is, a new one is made. */
  check(): Promise<void>
  close(): Promise<void>
}

/** Resolves once it listens. */
export async function listen({ config, channels, heard, missed }: ListenParts): Promise<Listening> {
  const closing = new AbortController()
  let connection: Connection | undefined
  await connect()
  const kept = keep()

  async function connect(): Promise<void> {
    connection = await openConnection(config, ({ channel, payload = '' }) => {
      heard(channel, payload)
    })
    try {
      closing.signal.throwIfAborted()
      for (const channel of channels) await connection.query({ text: `LISTEN ${channel}` })
      missed()
    } catch (error) {
      await connection.end()
      throw error
    }
  }

  async function keep(): Promise<void> {
    for (;;) {
      await connection?.ended
      await sleep(AGAIN_MS, undefined, { signal: closing.signal }).catch(() => {})
      if (closing.signal.aborted) return
      await connect().catch(() => {})
    }
  }

  return {
    async check() {
      await connection?.query({ text: 'SELECT 1' })
    },
    async close() {
      closing.abort()
      await connection?.end()
      await kept
    },
  }
}
