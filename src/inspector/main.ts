// The QA inspector's entry, imported by the script where an operator came with a one-use code. Wires: session, trace and forms → model → panel.
import type { Envelope } from '../core/envelope.ts'
import type { TraceEntry } from '../core/trace.ts'
import { createForms } from './forms.ts'
import { createLive } from './live.ts'
import { mountPanel } from './mount.tsx'
import { openSession, type Status } from './session.ts'

export interface Start {
  /** Where the script came from: `https://braze.example.com`. */
  proxy: string
  hub: string
  code: string | undefined
  /** `window.komoBraze`: its trace is what the panel shows. */
  api: { on(stage: '*', listener: (entry: TraceEntry) => void): void }
  /** Sends one held envelope for real. */
  deliver(envelope: Envelope): unknown
  /** The trace from before this module was loaded. A script of an older version gives none. */
  heard?: readonly TraceEntry[]
}

export function start({ proxy, hub, code, api, deliver, heard = [] }: Start): void {
  let status: Status = 'opening'
  const live = createLive({ deliver, onChange: () => panel.paint() })
  const forms = createForms({ document, onChange: () => panel.paint() })
  const panel = mountPanel(document, { hub, status: () => status, live, forms })
  // Listens at once: what comes before the session is open is judged when it is.
  heard.forEach(live.hear)
  api.on('*', live.hear)
  const show = (now: Status): void => {
    status = now
    panel.paint()
  }
  void openSession(proxy.replace(/\/$/, ''), hub, code, () => show('expired')).then((opened) => {
    if (typeof opened === 'object') {
      const report = () => opened.report({ forms: forms.seen(), events: live.seen() })
      live.judgeBy(opened)
      forms.reportBy(report)
      live.reportBy(report)
    }
    show(opened)
  })
}
