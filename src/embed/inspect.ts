// Opens the QA inspector where an operator came with a one-use code in the address. Visitors never load it.
import type { api as hubApi } from './api.ts'
import { proxy, slug } from './config.ts'
import { inspect, store } from './delivery/pending.ts'
import { send } from './delivery/send.ts'
import type { Envelope } from '../core/envelope.ts'

/** The code leaves the address before anything else can see it, and goes by no other address. */
export function inspectIfAsked(api: typeof hubApi): void {
  const [found, code] = /#komo-braze-inspect=([^&]+)/.exec(location.hash) ?? []
  if (!found) return
  history.replaceState(history.state, '', location.href.replace(found, ''))
  inspect()
  const deliver = (envelope: Envelope) => {
    store(envelope)
    return send()
  }
  void import(`${proxy}v1/inspector.js`).then(
    (inspector) => inspector.start({ proxy, hub: slug, code, api, deliver }),
    () => {},
  )
}
