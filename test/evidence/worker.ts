// Once in every test worker: keeps what the proxy's processes print, at their pipes, and what they stored, once they have ended; and what in-process proxies serve.
import type { ChildProcess } from 'node:child_process'
import { subscribe } from 'node:diagnostics_channel'
import { keep, keepStoredOf } from './evidence.ts'
import { keepServed } from './served.ts'

const ports = new Set<number | undefined>()

/** Rigs that run the proxy in this process say where it listens. */
export function keepServedAt(...more: number[]): void {
  for (const port of more) ports.add(port)
}

keepServed((port) => ports.has(port))

subscribe('child_process', (message) => {
  const child = (message as { process: ChildProcess }).process
  // Its pipes are there once `spawn` returns.
  process.nextTick(() => {
    if (!child.spawnargs.some((word) => /(proxy\/main\.ts|dist\/proxy\.js)$/.test(word))) return
    const label = child.spawnargs.slice(1).join(' ')
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => keep('printed', label, chunk))
    child.once('exit', () => {
      if (child.pid !== undefined) keepStoredOf(child.pid)
    })
  })
})
