// Puts the panel on the page: one element of our own beside the page's body, a shadow root with adopted styles (which a strict CSP allows), in the top layer.
import { render } from 'preact'
import type { Forms } from './forms.ts'
import { language } from './i18n.ts'
import type { Live } from './live.ts'
import type { Status } from './session.ts'
import { Panel } from './panel.tsx'
import { PANEL_CSS } from './panel-css.ts'
import { PANEL_TAG } from './panel-tag.ts'

interface Parts {
  hub: string
  status(): Status
  live: Live
  forms: Forms
}

export function mountPanel(document: Document, { hub, status, live, forms }: Parts): { paint(): void } {
  const host = document.createElement(PANEL_TAG)
  host.lang = language
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(PANEL_CSS)
  root.adoptedStyleSheets = [sheet]
  host.popover = 'manual'

  /** While a modal dialog is open nothing outside it can be used: the panel goes into it, and comes out again. */
  const placeOf = (): Element => [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.documentElement
  /** Puts the panel over whatever the page opens: the last to enter the top layer is on top. */
  const rise = (): void => {
    const place = placeOf()
    if (host.parentNode !== place) place.append(host)
    else if (host.matches(':popover-open')) host.hidePopover()
    host.showPopover()
  }
  const riseOver = (event: Event): void => {
    if (event.target === host) return
    if ((event as ToggleEvent).newState === 'open' || host.parentNode !== placeOf()) rise()
  }
  document.addEventListener('toggle', riseOver, true)
  // A dialog that the page removes or refills takes the panel with it: then the panel is put back.
  const removals = new MutationObserver(() => host.isConnected || rise())
  removals.observe(document, { childList: true, subtree: true })
  // What is done in the panel is none of the page's business: its shortcuts and focus traps must not hear it.
  for (const type of 'keydown keypress keyup click focusin pointerdown pointerup mousedown mouseup touchstart touchend'.split(' '))
    host.addEventListener(type, (event) => event.stopPropagation())

  const close = (): void => {
    document.removeEventListener('toggle', riseOver, true)
    removals.disconnect()
    forms.stop()
    live.stop()
    render(null, root)
    host.remove()
  }
  let isWaiting = false
  const paint = (): void => {
    if (isWaiting) return
    isWaiting = true
    queueMicrotask(() => {
      isWaiting = false
      if (host.isConnected) render(<Panel hub={hub} status={status()} live={live} forms={forms} onClose={close} />, root)
    })
  }
  rise()
  paint()
  return { paint }
}
