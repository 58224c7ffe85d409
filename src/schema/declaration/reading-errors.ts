// Two identities of one kind must be read alike: an envelope tells the kind of a candidate, never which identity picked it.
import { canonical } from '../../core/canonical.ts'
import type { HubFile, Identity } from '../../core/hub-file.ts'
import { planIdentity } from '../../core/shape/plan.ts'
import type { Finding } from '../issues.ts'

export function readingErrors({ identity }: HubFile): Finding[] {
  return identity.flatMap((one, index) => {
    const first = identity.findIndex((other) => kindOf(other) === kindOf(one))
    if (readingOf(identity[first] ?? one) === readingOf(one)) return []
    const wanted =
      'proof' in one
        ? `the same "claim" as identity[${first}]`
        : `the same reading as identity[${first}], or one identity with a list in "from"`
    return [{ path: ['identity', index], found: 'a different reading of an identity that looks the same on the wire', wanted }]
  })
}

function kindOf(identity: Identity): string {
  const { as, label, proof } = planIdentity(identity)
  return canonical([as, label, proof])
}

/** Everything that decides how a candidate becomes an identifier, but not where the page finds it. */
function readingOf(identity: Identity): string {
  const { value, ...who } = planIdentity(identity)
  const claim = 'claim' in identity ? identity.claim : 'sub'
  const map = value?.map && Object.fromEntries(value.map)
  return canonical({ ...who, claim, ...value, map, template: undefined, conditional: undefined })
}
