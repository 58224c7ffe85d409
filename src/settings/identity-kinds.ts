// The ways to map a person, as an operator chooses among them, and the hub file's `identity` entries: one to the other.
import type { Identity, Value } from '../core/hub-file.ts'
import { longForm, shortForm } from './map/rows.ts'

export const IDENTITY_KINDS = [
  'alias_email',
  'alias_phone',
  'alias_other',
  'email',
  'phone',
  'external_id_proof',
  'external_id_page',
  'braze_id_proof',
  'braze_id_page',
] as const
export type IdentityKind = (typeof IDENTITY_KINDS)[number]

export type IdentitySort = 'email' | 'phone' | 'id' | 'token'

/** What a kind reads. A source of one sort cannot stand in for one of another. */
export const IDENTITY_SORTS: Record<IdentityKind, IdentitySort> = {
  alias_email: 'email',
  alias_phone: 'phone',
  alias_other: 'id',
  email: 'email',
  phone: 'phone',
  external_id_proof: 'token',
  external_id_page: 'id',
  braze_id_proof: 'token',
  braze_id_page: 'id',
}

const EXAMPLE_SOURCE: Record<IdentityKind, string> = {
  alias_email: 'field.email',
  alias_phone: 'field.mobile',
  alias_other: 'field.member_number',
  email: 'field.email',
  phone: 'field.mobile',
  external_id_proof: 'extension.token',
  external_id_page: 'extension.external_id',
  braze_id_proof: 'extension.token',
  braze_id_page: 'extension.braze_id',
}

export function kindOf(identity: Identity): IdentityKind {
  if (identity.as === 'user_alias') {
    return identity.label === 'email' ? 'alias_email' : identity.label === 'phone' ? 'alias_phone' : 'alias_other'
  }
  if (identity.as === 'email' || identity.as === 'phone') return identity.as
  return 'proof' in identity ? `${identity.as}_proof` : `${identity.as}_page`
}

/**
 * The entry for a kind. It keeps the source of the entry that it replaces, if that is of the same sort.
 * @param earlier an entry of this kind that stood here before: its label and `reach` are kept too
 */
export function identityOf(kind: IdentityKind, before?: Identity, earlier?: Identity): Identity {
  const fresh = freshOf(kind, before)
  return earlier && 'from' in earlier && 'from' in fresh ? { ...earlier, from: fresh.from } : fresh
}

function freshOf(kind: IdentityKind, before: Identity | undefined): Identity {
  const same = before && IDENTITY_SORTS[kindOf(before)] === IDENTITY_SORTS[kind] ? before : undefined
  const from: Value = same && 'from' in same ? same.from : { from: EXAMPLE_SOURCE[kind] }
  switch (kind) {
    case 'alias_email':
      return { as: 'user_alias', label: 'email', from }
    case 'alias_phone':
      return { as: 'user_alias', label: 'phone', from }
    case 'alias_other':
      return { as: 'user_alias', label: 'member', from }
    case 'email':
    case 'phone':
      return { as: kind, from, trust: 'page' }
    case 'external_id_proof':
    case 'braze_id_proof': {
      const proven = same && 'proof' in same ? same : { proof: EXAMPLE_SOURCE[kind] }
      return { ...proven, as: kind === 'external_id_proof' ? 'external_id' : 'braze_id' }
    }
    case 'external_id_page':
    case 'braze_id_page':
      return { as: kind === 'external_id_page' ? 'external_id' : 'braze_id', from, trust: 'page' }
  }
}

/** The one source that it reads; undefined for a template, a constant or several. */
export function sourceOf(identity: Identity): string | undefined {
  if ('proof' in identity) return identity.proof
  const { from } = longForm(identity.from)
  return typeof from === 'string' ? from : undefined
}

export function withSource(identity: Identity, source: string): Identity {
  if ('proof' in identity) return { ...identity, proof: source }
  const value = shortForm({ ...longForm(identity.from), from: source })
  return { ...identity, from: (typeof value === 'string' ? { from: value } : value) satisfies Value }
}
