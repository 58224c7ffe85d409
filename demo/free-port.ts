// A port for a child that must come back under the same address, and so is told its port. Never one of those that the system hands out by itself
// (Linux: 32768 and above): any other connection could take such a port while the child starts or is away.
import { createServer } from 'node:net'

const LOWEST = 20_000
const COUNT = 12_000
/** Ports reserved for each process: several may ask at once, before any of their children listens. */
const A_PROCESS = 64

let next = (process.pid * A_PROCESS) % COUNT

/** Rejects where no port of the range is free. */
export async function freePort(): Promise<number> {
  for (let left = COUNT; left > 0; left--) {
    const port = LOWEST + next
    next = (next + 1) % COUNT
    if (await isFree(port)) return port
  }
  throw new Error(`no port from ${LOWEST} to ${LOWEST + COUNT - 1} is free`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
