// What a way to map a person means, in plain words: whose profile is written, whether it makes one, and whether that one can be reached.
import type { HubFile, Identity } from '../../core/hub-file.ts'
import { t, type MessageId } from '../i18n.ts'
import { kindOf, type IdentityKind } from '../identity-kinds.ts'

/** Of kinds that can make a profile, where it may not. */
const KNOWN_ONLY: { [kind in IdentityKind]?: MessageId } = {
  alias_email: 'identityKnown.alias',
  alias_phone: 'identityKnown.alias',
  alias_other: 'identityKnown.alias',
  email: 'identityKnown.email',
  phone: 'identityKnown.phone',
}

const MAKES: { [kind in IdentityKind]?: MessageId } = {
  external_id_proof: 'identityNew.external_id_proof',
  external_id_page: 'identityNew.external_id_page',
}

const ALSO: { [kind in IdentityKind]?: MessageId } = { alias_email: 'identityAlso.alias_email', alias_phone: 'identityAlso.alias_phone' }

/** Its sentences. */
export function meaningOf(identity: Identity, profiles: HubFile['profiles']): string[] {
  const kind = kindOf(identity)
  const isMute = identity.as === 'user_alias' && identity.reach === false
  const means = (profiles === 'update' && KNOWN_ONLY[kind]) || (`identityMeans.${isMute ? 'alias_other' : kind}` as const)
  const makes = profiles === 'update' ? undefined : MAKES[kind]
  return [means, ALSO[kind], makes].flatMap((id) => (id ? t(id) : []))
}
