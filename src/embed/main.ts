// The script's entry: wires the stages. Captures (forms, komo) → take (rules) → waiting (consent, confirmation, identity) → delivery (pending, send).
import { api } from './api.ts'
import { endPlays } from './confirm.ts'
import { proxy, slug } from './config.ts'
import { isOptedOut, withdrawn } from './consent.ts'
import { noteBlocked, send, sendNow } from './delivery/send.ts'
import { settleAll } from './forms/submission.ts'
import { hub, withHub } from './hub.ts'
import { recallIdentity } from './identity.ts'
import { inspectIfAsked } from './inspect.ts'
import { publish } from './publish.ts'
import { safe } from './safe.ts'
import { read } from './storage.ts'
import { openTab, saveTab, tab } from './tab.ts'
import { drop, forgetAll } from './waiting.ts'
import { watch } from './watch.ts'

type Heard = WindowEventMap & Pick<DocumentEventMap, 'visibilitychange'>

function hearWindow<Type extends keyof Heard>(type: Type, run: (event: Heard[Type]) => void): void {
  addEventListener(type, safe(run) as EventListener)
}

/** What happens to the page as a whole. */
function hearPage(): void {
  hearWindow('online', send)
  hearWindow('focus', send)
  hearWindow('pageshow', ({ persisted }) => {
    heedWithdrawal()
    // From the back-forward cache: others of this tab's pages may have gone on meanwhile.
    if (persisted) openTab()
    void send()
  })
  hearWindow('visibilitychange', () => (document.hidden ? rest() : send()))
  hearWindow('pagehide', ({ persisted }) => {
    endPlays()
    rest()
    // What has no consent yet is in this page's memory only.
    for (const one of tab.waiting) if (!(persisted || one.kept)) drop(one, 'consent_denied')
  })
  hearWindow('storage', heedWithdrawal)
  // Nothing is sent here: that request would be blocked as well, and cause the next of these events.
  hearWindow('securitypolicyviolation', ({ blockedURI, disposition }) => {
    if (blockedURI.startsWith(proxy) && disposition === 'enforce') noteBlocked()
  })
}

/** Consent may have been withdrawn in another tab, or on another page while this one was in the back-forward cache. */
function heedWithdrawal(): void {
  const last = read('withdrawn')
  if (last !== withdrawn) forgetAll(last as number)
}

/** The page may never run again: what is pending goes now. */
function rest(): void {
  settleAll()
  saveTab()
  sendNow()
}

safe((): void => {
  // Before the calls that the page has queued, which `publish` makes: they say more than what an earlier page left.
  openTab()
  recallIdentity()
  if (!slug || !publish(api)) return
  inspectIfAsked()
  watch()
  hearPage()
  withHub(() => hub().rules.some(({ consent }) => isOptedOut(consent)) && forgetAll())
  void send()
})()
