// Opens the QA inspector where an operator came with a one-use code in the address. Visitors never load it.
import type { Envelope } from '../core/envelope.ts'
import type { TraceEntry } from '../core/trace.ts'
import { api } from './api.ts'
import { proxy, slug } from './config.ts'
import { keep } from './delivery/pending.ts'
import { send } from './delivery/send.ts'
import { tab } from './tab.ts'

/** The code is taken out of the address before other scripts can see it, and put into no other. On the tab's next page there is no code: the panel says so, and everything is still held. */
export function inspectIfAsked(): void {
  const [found, code] = /#komo-braze-inspect=([^&]+)/.exec(location.hash) ?? []
  if (found) {
    history.replaceState(history.state, '', location.href.replace(found, ''))
    tab.inspecting = true
  }
  if (!tab.inspecting) return
  const deliver = (envelope: Envelope) => {
    keep(envelope)
    return send()
  }
  // What happens before the panel has loaded.
  const heard: TraceEntry[] = []
  api.on('*', (entry) => heard.push(entry))
  import(`${proxy}/v1/inspector.js`).then(({ start }) => start({ proxy, hub: slug, code, api, deliver, heard })).catch(() => {})
}
