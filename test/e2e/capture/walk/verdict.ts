// What a walk gave beside what the model says it gives. Where both are right (a request was on its way when consent was withdrawn), the model takes what came.
import type { HubRecord } from '../hub-site.ts'
import type { Model } from './model.ts'
import { SECRET, type Told } from './page.ts'
import { textOf } from './perform.ts'

export interface Outcome {
  /** Rule, text and identity of each. */
  sent: string[]
  /** Rule, text and reason. */
  dropped: string[]
  waits: string[]
  errors: string[]
  /** What was stored, or left the page, though it must not. */
  leaks: string[]
  /** What went without a trace. */
  vanished: string[]
  /** What the site's own server did not get. */
  site: string[]
}

interface Heard extends Pick<Outcome, 'errors' | 'leaks' | 'waits'> {
  told: Told[]
}

/** `site`: what the page's own server got. */
export function verdict(
  hub: HubRecord,
  site: HubRecord['site'],
  model: Model,
  { told, errors, leaks, waits }: Heard,
): { found: Outcome; wanted: Outcome } {
  // What was told while the page closed.
  const late = site.filter(({ url }) => url.endsWith('/told')).map(({ body }) => JSON.parse(body) as { list: string; what: never })
  const all = [...told, ...late.flatMap(({ list, what }) => (list === 'told' ? [what as Told] : []))].filter(
    (one) => one.hub === hub.file.hub,
  )
  const wrong = [...errors, ...late.flatMap(({ list, what }) => (list === 'errors' ? [what as string] : []))]
  const leaked = [...leaks, ...hub.requests.filter(({ body }) => body.includes(SECRET)).map(({ route }) => `${SECRET} to ${route}`)]
  const missed = model.site.filter((n) => !site.some(({ body }) => body.includes(`n=${n}&secret=${SECRET}`)))
  const nothing: Outcome = { sent: [], dropped: [], waits: [], errors: [], leaks: [], vanished: [], site: [] }
  const always = { ...nothing, errors: wrong, leaks: leaked, site: missed }
  const sent = hub.submissions.map(
    (one) => `${one.rule} ${textOf(one)} ${one.identity.map((who) => ('value' in who ? who.value : '')).join()}`,
  )
  const dropped = all.flatMap((one) =>
    one.stage === 'dropped' && one.envelope ? [`${one.envelope.rule} ${textOf(one.envelope)} ${one.reason}`] : [],
  )
  const doubtful = model.sent.filter(({ doubt }) => doubt)
  const keyOf = ({ rule, text, identity }: Model['sent'][number]) => `${rule} ${text} ${identity}`
  const certain = model.sent.filter(({ doubt }) => !doubt).map(keyOf)
  const either = doubtful.map(keyOf)
  // Of what the proxy had already, the page may not know.
  const withdrawn = model.sent.map(({ rule, text }) => `${rule} ${text} consent_withdrawn`)
  const vanished = doubtful
    .filter(({ doubt, rule, text }) => doubt === 'withdrawn' && !dropped.includes(`${rule} ${text} consent_withdrawn`))
    .map(keyOf)
    .filter((key) => !sent.includes(key))
  return {
    found: {
      ...always,
      sent: without(sent, certain, either),
      dropped: dropped.filter((one) => !withdrawn.includes(one)).sort(),
      waits,
      vanished,
    },
    wanted: {
      ...nothing,
      sent: certain.sort(),
      dropped: model.dropped.filter((one) => !withdrawn.includes(one)).sort(),
      waits: model.waits(),
    },
  }
}

/** Sorted, and without those of the doubtful that are more than what is certain. */
function without(sent: string[], certain: string[], either: string[]): string[] {
  const left = [...sent].sort()
  const more = [...either]
  for (const one of new Set(either)) {
    const surplus = left.filter((each) => each === one).length - certain.filter((each) => each === one).length
    for (let count = Math.min(surplus, more.filter((each) => each === one).length); count > 0; count--) left.splice(left.indexOf(one), 1)
  }
  return left
}
