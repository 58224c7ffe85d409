// The one sentence that says where a journey stands, in words for somebody who never saw the product.
import { t, type MessageId } from './i18n.ts'
import en from './i18n/en.json'
import type { TraceReason } from '../../src/core/trace.ts'
import type { Journey } from './journey.ts'

/** Later than this the journey was held up somewhere, and its time says nothing about speed: milliseconds. */
const LATE = 15_000

export function headlineOf(journey: Journey, isProxyStopped: boolean): string {
  const { standing, startedAt, times } = journey
  const what = whatOf(journey)
  if (standing.is === 'held' && isUndelivered(standing.reason)) return t('headline.kept', { what })
  if (standing.is === 'held' || standing.is === 'dropped') {
    const id = `headline.${standing.is}.${standing.reason}`
    return id in en ? t(id as MessageId, { what }) : t(`headline.${standing.is}.other`, { what, reason: standing.reason ?? '' })
  }
  if (standing.is === 'arrived') {
    const time = (times.braze ?? 0) - startedAt
    const wasHeldUp = time > LATE || journey.attempts.length > 1
    return wasHeldUp ? t('headline.arrived-late', { what }) : t('headline.arrived', { what, time: spell(time) })
  }
  if (standing.is === 'waiting') return t('headline.waiting', { what, status: standing.status || '–' })
  if (standing.is === 'under-way') return isProxyStopped ? t('headline.kept', { what }) : t('headline.under-way', { what })
  return t(`headline.${standing.is}`, { detail: standing.detail })
}

function isUndelivered(reason: TraceReason | undefined): boolean {
  return reason === 'offline' || reason === 'unavailable' || reason === 'rate_limited'
}

export function whatOf({ capture }: Journey): string {
  const card = capture?.card?.name ?? capture?.on ?? ''
  if (capture?.play) return t('what.play', { card })
  if (capture?.on === 'form') return t('what.form', { card })
  return capture?.on === 'card-answered' ? t('what.answer', { card }) : t('what.other', { card })
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
