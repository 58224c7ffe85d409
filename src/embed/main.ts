// The script's entry: wires the stages. capture (forms, komo) → take (rules) → waiting (consent, confirmation, identity) → delivery (pending, send).
import { api, hearStorage } from './api.ts'
import { finishIdle } from './collect.ts'
import { proxy, slug } from './config.ts'
import { isOptedOut } from './consent.ts'
import { noteBlocked, send, sendNow, wake } from './delivery/send.ts'
import { settleAll } from './forms/submission.ts'
import { declared, loadHub } from './hub.ts'
import { recallIdentity } from './identity.ts'
import { inspectIfAsked } from './inspect.ts'
import { publish } from './publish.ts'
import { safe } from './safe.ts'
import { openTab, saveTab } from './tab.ts'
import { watch } from './watch.ts'
import { forgetAll } from './waiting.ts'

safe(start)()

function start(): void {
  if (!slug || !publish(api)) return
  inspectIfAsked(api)
  openTab()
  recallIdentity()
  watch()
  addEventListener('storage', safe(hearStorage))
  addEventListener('pagehide', safe(close))
  for (const type of ['online', 'focus', 'pageshow']) addEventListener(type, wake)
  document.addEventListener(
    'visibilitychange',
    safe((event) => (document.visibilityState === 'hidden' ? close(event) : wake())),
  )
  document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
    if (blockedURI.startsWith(proxy.slice(0, -1))) noteBlocked()
  })
  void loadHub().then(() => {
    if (isOptedOut() && declared()?.hub.rules.some(({ consent }) => consent?.gpc)) forgetAll()
    return send()
  })
}

/** The page may never run again: what is pending goes now. */
function close({ type }: Event): void {
  settleAll()
  if (type === 'pagehide') finishIdle(true)
  saveTab()
  sendNow()
}
