// The script's entry: wires the stages. Captures (forms, komo) → take (rules) → waiting (consent, confirmation, identity) → delivery (pending, send).
import { api } from './api.ts'
import { endPlays } from './confirm.ts'
import { proxy, slug } from './config.ts'
import { hasWithdrawn, isOptedOut } from './consent.ts'
import { noteBlocked, send, sendNow } from './delivery/send.ts'
import { settleAll } from './forms/submission.ts'
import { hub, withHub } from './hub.ts'
import { recallIdentity } from './identity.ts'
import { inspectIfAsked } from './inspect.ts'
import { publish } from './publish.ts'
import { safe } from './safe.ts'
import { PREFIX, read } from './storage.ts'
import { openTab, saveTab } from './tab.ts'
import { forgetAll } from './waiting.ts'
import { watch } from './watch.ts'

type Heard = WindowEventMap & Pick<DocumentEventMap, 'visibilitychange'>

function hear<Type extends keyof Heard>(type: Type, run: (event: Heard[Type]) => void): void {
  addEventListener(type, safe(run) as EventListener)
}

/** What happens to the page as a whole. */
function hearPage(): void {
  hear('online', wake)
  hear('focus', wake)
  hear('pageshow', ({ persisted }) => {
    // From the back-forward cache: others of this tab's pages went on meanwhile.
    if (persisted) {
      if (hasWithdrawn()) forgetAll(Number(read('withdrawn')))
      openTab()
    }
    wake()
  })
  hear('visibilitychange', () => (document.hidden ? rest() : wake()))
  hear('pagehide', () => {
    settleAll()
    endPlays()
    rest()
  })
  hear('storage', ({ key }) => {
    // Another tab withdrew.
    if (key === `${PREFIX}withdrawn`) forgetAll()
  })
  // Nothing is sent then: another request would be blocked as well, and be the next of these events.
  hear('securitypolicyviolation', ({ blockedURI, disposition }) => {
    if (blockedURI.startsWith(proxy) && disposition === 'enforce') noteBlocked()
  })
}

function wake(): void {
  void send()
}

/** The page may never run again: what is pending goes now. */
function rest(): void {
  settleAll()
  saveTab()
  sendNow()
}

safe((): void => {
  if (!slug || !publish(api)) return
  openTab()
  inspectIfAsked()
  recallIdentity()
  watch()
  hearPage()
  withHub(() => {
    if (hub().rules.some(({ consent }) => isOptedOut(consent))) forgetAll()
  })
  void send()
})()
