// Who an envelope is about: the first of its identity candidates that the hub declares and that holds.
import type { Candidate } from '../envelope.ts'
import { EXTERNAL_ID_MAX_BYTES } from '../limits.ts'
import type { Identifier } from '../track-request.ts'
import { isLongerThan } from './json-bytes.ts'
import type { IdentityPlan, Plan } from './plan.ts'
import { report, shapeValue, type Shaping } from './shape-value.ts'

/** Whom the candidates name, and how Braze is told. */
export interface Identified {
  identifier: Identifier
  lane: string
  isAlias: boolean
  /** The attribute by which the person can be reached, set beside an alias. */
  reach?: { email: string } | { phone: string }
}

/** `undeclared`: a candidate that the hub does not have. `undefined`: none holds; the problems say why. */
export function identify(
  plan: Plan,
  candidates: Candidate[],
  proofs: (string | undefined)[],
  shaping: Shaping,
): Identified | 'undeclared' | undefined {
  const declared = candidates.map((candidate) => plan.identity.find((identity) => isFor(identity, candidate)))
  if (declared.includes(undefined)) return 'undeclared'
  for (const [index, candidate] of candidates.entries()) {
    const identity = declared[index] as IdentityPlan
    const id = 'proof' in candidate ? proven(identity, proofs[index], shaping) : given(identity, candidate.value, shaping)
    if (id !== undefined) return personOf(identity, id)
  }
  return undefined
}

function isFor(identity: IdentityPlan, candidate: Candidate): boolean {
  const isProof = 'proof' in candidate
  const label = isProof ? undefined : candidate.label
  return identity.as === candidate.as && identity.proof === isProof && identity.label === label
}

function proven(identity: IdentityPlan, id: string | undefined, shaping: Shaping): string | undefined {
  if (id === undefined || id.trim() === '') return report({ target: `identity.${identity.as}` }, shaping, 'proof_invalid')
  return fitting(identity, id.trim(), shaping)
}

function given(identity: IdentityPlan, value: string, shaping: Shaping): string | undefined {
  const { value: plan } = identity
  // Its length is judged before anything reads it: a candidate may be as long as its envelope.
  if (plan === undefined || fitting(identity, value.trim(), shaping) === undefined) return undefined
  // External ids may be longer than other strings: they have a limit of their own.
  const isOpaque = plan.type === 'string' && identity.as !== 'user_alias' && plan.map === undefined
  const id = isOpaque ? value.trim() : shapeValue(plan, value, shaping)
  return id === undefined || id === null || typeof id === 'object' || id === '' ? undefined : fitting(identity, String(id), shaping)
}

function fitting(identity: IdentityPlan, id: string, shaping: Shaping): string | undefined {
  if (id === '') return undefined
  return isLongerThan(id, EXTERNAL_ID_MAX_BYTES) ? report({ target: `identity.${identity.as}` }, shaping, 'too_long') : id
}

function personOf({ as, label = '', reach }: IdentityPlan, id: string): Identified {
  if (as !== 'user_alias') return { identifier: { [as]: id }, lane: `${as}:${id}`, isAlias: false }
  const identifier = { user_alias: { alias_name: id, alias_label: label } }
  // Aliases labelled email and phone share the lane of the address itself: it is one person.
  const lane = label === 'email' || label === 'phone' ? `${label}:${id}` : `alias:${label}:${id}`
  return { identifier, lane, isAlias: true, ...(reach && { reach: reach === 'email' ? { email: id } : { phone: id } }) }
}
