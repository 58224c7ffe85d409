// Puts together the envelope of what one rule selected from one capture.
import { WIRE_VERSION, type Envelope } from './envelope.ts'
import type { Selected } from './select.ts'

export interface EnvelopeHead extends Pick<Envelope, 'id' | 'at' | 'rev' | 'rule'> {
  /** Only where the hub declares `locale: "page"`. */
  locale: string | undefined
}

export function envelopeOf({ identity, parts }: Selected, { id, at, rev, rule, locale }: EnvelopeHead): Envelope {
  return { v: WIRE_VERSION, id, at, rev, rule, identity, ...(locale !== undefined && { locale }), ...parts }
}
