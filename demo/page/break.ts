// The switches that break things: Braze (the stand-in answers 503) and the proxy (killed, started again).
import { TRY_NOW } from '../hub/to-demo.ts'
import { broken, config } from './state.ts'

export async function breakBraze(isBroken: boolean): Promise<void> {
  const { braze } = config.value ?? {}
  broken.value = { ...broken.value, braze: isBroken }
  await fetch(`${braze?.url}/control/faults`, {
    method: isBroken ? 'POST' : 'DELETE',
    ...(isBroken && { body: JSON.stringify({ kind: 'status', status: 503, times: null }) }),
  })
  // The proxy would find out by itself within its backoff; somebody who watches should not have to wait for it.
  if (!isBroken) await fetch('/api/resume', { method: 'POST' })
}

export async function stopProxy(isStopped: boolean): Promise<void> {
  broken.value = { ...broken.value, proxy: isStopped }
  await fetch('/api/proxy', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ running: !isStopped }),
  })
  if (!isStopped) document.querySelector('iframe')?.contentWindow?.postMessage(TRY_NOW, config.value?.hub ?? '')
}
