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

const LIFE = ['online', 'focus', 'pageshow', 'pagehide', 'visibilitychange', 'storage', 'securitypolicyviolation']

/** What happens to the page as a whole. */
const live = safe((event: Event): void => {
  const { type, key, blockedURI, disposition, persisted } = event as Event &
    Partial<StorageEvent & SecurityPolicyViolationEvent & PageTransitionEvent>
  // Nothing more: another request would be blocked as well, and be the next of these events.
  if (blockedURI?.startsWith(proxy)) return disposition === 'enforce' ? noteBlocked() : undefined
  if (type === 'storage') {
    // Another tab withdrew.
    if (key === `${PREFIX}withdrawn`) forgetAll()
    return
  }
  // From the back-forward cache: others of this tab's pages went on meanwhile.
  if (persisted && type === 'pageshow') {
    if (hasWithdrawn()) forgetAll(Number(read('withdrawn')))
    openTab()
  }
  if (type !== 'pagehide' && !document.hidden) return void send()
  // The page may never run again: what is pending goes now.
  settleAll()
  if (type === 'pagehide') endPlays()
  saveTab()
  sendNow()
})

safe((): void => {
  if (!slug || !publish(api)) return
  openTab()
  inspectIfAsked()
  recallIdentity()
  watch()
  for (const type of LIFE) addEventListener(type, live)
  withHub(() => {
    if (hub().rules.some(({ consent }) => isOptedOut(consent))) forgetAll()
  })
  void send()
})()
