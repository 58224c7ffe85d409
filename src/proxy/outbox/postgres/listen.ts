// Hearing what other proxies did: new rows, erased persons. Connects again by itself; what was missed meanwhile is asked for.
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { ClientConfig } from 'pg'

const AGAIN_MS = 1_000

export interface Listening {
  close(): Promise<void>
}

/** Resolves once it hears. `heard` gets channel and payload; `missed` is called after every new connection. */
export async function listen(
  config: ClientConfig,
  channels: string[],
  heard: (channel: string, payload: string) => void,
  missed: () => void,
): Promise<Listening> {
  const closing = new AbortController()
  let client = await connect()
  const kept = keep()

  async function connect(): Promise<Client> {
    const next = new Client(config)
    next.on('error', () => {})
    next.on('notification', ({ channel, payload = '' }) => {
      heard(channel, payload)
    })
    await next.connect()
    for (const channel of channels) await next.query(`LISTEN ${channel}`)
    return next
  }

  async function keep(): Promise<void> {
    while (!closing.signal.aborted) {
      await ended(client)
      while (!closing.signal.aborted) {
        await sleep(AGAIN_MS, undefined, { signal: closing.signal }).catch(() => {})
        const next = await connect().catch(() => undefined)
        if (!next) continue
        client = next
        missed()
        break
      }
    }
  }

  return {
    async close() {
      closing.abort()
      await client.end()
      await kept
    },
  }
}

function ended(client: Client): Promise<void> {
  return new Promise((resolve) => client.once('end', resolve))
}
