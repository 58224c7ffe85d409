// The one sentence that says where a journey stands, in words for somebody who never saw the product.
import type { Envelope, Raw } from '../../src/core/envelope.ts'
import type { Rule, SourcePath, Value } from '../../src/core/hub-file.ts'
import { isMessage, t } from './i18n.ts'
import { UNDELIVERED, type Journey, type Standing } from './journey.ts'
import { config } from './state.ts'

/** Milliseconds. A journey that took longer was held up somewhere, and its time says nothing about speed. */
const LATE = 15_000

/** `isPaused`: nothing goes from the proxy to Braze. */
export function headlineOf(journey: Journey, isProxyStopped: boolean, isPaused = false): string {
  const { standing, startedAt, times } = journey
  const what = whatOf(journey)
  if (isKept(standing)) return t('headline.kept', { what })
  if (standing.is === 'held' || standing.is === 'dropped') {
    const id = `headline.${standing.is}.${standing.reason}`
    return isMessage(id) ? t(id, { what }) : t(`headline.${standing.is}.other`, { what, reason: standing.reason ?? '' })
  }
  if (standing.is === 'arrived') {
    const time = (times.braze ?? 0) - startedAt
    const wasHeldUp = time > LATE || journey.attempts.length > 1
    return wasHeldUp ? t('headline.arrived-late', { what }) : t('headline.arrived', { what, time: spell(time) })
  }
  if (standing.is === 'waiting') return t('headline.waiting', { what, status: standing.status || '–' })
  if (standing.is === 'under-way') {
    if (times.accepted === undefined) return t(isProxyStopped ? 'headline.kept' : 'headline.under-way', { what })
    return t(isPaused ? 'headline.paused' : 'headline.under-way', { what })
  }
  const { is, detail } = standing
  if (is === 'refused') return t('headline.refused', { why: said(`refusal.${detail}`) ?? t('headline.refused.status', { status: detail }) })
  return t('headline.dead', { detail: said(`reason.${detail}`) ?? detail })
}

function said(id: string): string | undefined {
  return isMessage(id) ? t(id) : undefined
}

/** In the browser, until the proxy takes it. */
export function isKept(standing: Standing): boolean {
  return standing.is === 'held' && standing.reason !== undefined && UNDELIVERED.includes(standing.reason)
}

/** Which entry or answer it is. After a reload the capture is not known any more: then the envelope and its rule say what they can. */
export function whatOf({ capture, envelope, rule: id }: Journey): string {
  const rule = config.value?.hubFile.rules.find((one) => one.id === id)
  const on = capture?.on ?? [rule?.on ?? ''].flat()[0]
  const card = capture?.card?.name ?? (envelope && rule && cardIn(envelope, rule)) ?? capture?.on ?? id
  if (capture ? capture.play : rule?.collect) return t('what.play', { card })
  if (on === 'form') return t('what.form', { card })
  return on === 'card-answered' ? t('what.answer', { card }) : t('what.other', { card })
}

/** The card's name, where the rule sends it. */
function cardIn(envelope: Envelope, rule: Rule): string | undefined {
  const isCard = (value: SourcePath | Value): boolean => (typeof value === 'string' ? value : value.from) === 'card.name'
  const nameIn = (declared: Record<string, SourcePath | Value> = {}, raws: Record<string, Raw> = {}): Raw | undefined =>
    raws[Object.keys(declared).find((name) => isCard(declared[name] ?? '')) ?? '']
  const names = [
    nameIn(rule.attributes, envelope.attributes),
    ...(envelope.events ?? []).map(({ event, properties }) => nameIn(rule.events?.[event]?.properties, properties)),
  ]
  return names.find((name) => typeof name === 'string')
}

export function spell(milliseconds: number): string {
  const [value, unit] =
    milliseconds < 1000 ? [Math.max(1, Math.round(milliseconds)), 'millisecond'] : [Math.round(milliseconds / 100) / 10, 'second']
  return new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit: String(unit), unitDisplay: 'short' }).format(
    Number(value),
  )
}

/** The time of day, with seconds. */
export function clock(time: number | string): string {
  return new Date(time).toLocaleTimeString(document.documentElement.lang, { hourCycle: 'h23' })
}
