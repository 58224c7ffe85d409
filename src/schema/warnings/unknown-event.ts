// A warning about the name of an event, where a rule takes it or ends a play by it.
import { KOMO_EVENTS } from '../../core/komo-events.ts'
import { didYouMean } from '../nearest.ts'
import { warning, type Warning } from './warning.ts'

const KNOWN = [...KOMO_EVENTS, 'form']

export function unknownEvent(path: (string | number)[], name: string): Warning[] {
  if (KNOWN.includes(name)) return []
  return [warning(path, 'unknown_event', `"${name}" is not an event that Komo documents${didYouMean(name, KNOWN)}`)]
}
