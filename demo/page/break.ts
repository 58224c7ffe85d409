// The switches that break things: Braze (the stand-in answers 503) and the proxy (killed, started again).
import type { Fault } from '../fake-braze/faults.ts'
import { TRY_NOW } from '../hub/to-demo.ts'
import { broken, config } from './state.ts'

/** How this page breaks Braze: every request is answered with this until it is mended. */
const STATUS = 503

/** Reads how things are: another tab may have switched something, or the proxy may have ended by itself. */
export async function readSwitches(): Promise<void> {
  const { braze } = config.value ?? {}
  const read = async <Answer>(address: string): Promise<Answer> => (await (await fetch(address)).json()) as Answer
  const { running } = await read<{ running: boolean }>('/api/proxy')
  const { faults } = braze?.kind === 'stand-in' ? await read<{ faults: Fault[] }>(`${braze.url}/control/faults`) : { faults: [] }
  const isBroken = faults.some((fault) => fault.kind === 'status' && fault.status === STATUS && fault.times === null)
  broken.value = { braze: isBroken, proxy: !running }
}

export async function breakBraze(isBroken: boolean): Promise<void> {
  const { braze } = config.value ?? {}
  await fetch(`${braze?.url}/control/faults`, {
    method: isBroken ? 'POST' : 'DELETE',
    ...(isBroken && { body: JSON.stringify({ kind: 'status', status: STATUS, times: null }) }),
  })
  // The proxy would find out by itself after its backoff, but somebody who watches should not have to wait for that.
  if (!isBroken) await fetch('/api/resume', { method: 'POST' })
  await readSwitches()
}

export async function stopProxy(isStopped: boolean): Promise<void> {
  await fetch('/api/proxy', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ running: !isStopped }),
  })
  await readSwitches()
  if (!broken.value.proxy) document.querySelector('iframe')?.contentWindow?.postMessage(TRY_NOW, config.value?.hub ?? '')
}
