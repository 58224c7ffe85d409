// Warnings about the hub as a whole: who people become, and how long pages may keep what they have.
import { DEFAULTS } from '../../core/defaults.ts'
import { canonical } from '../../core/canonical.ts'
import type { HubFile, Identity } from '../../core/hub-file.ts'
import { warning, type Warning } from './warning.ts'

export function hubWarnings(hub: HubFile, rememberIdsDays: number): Warning[] {
  const { identity, pending = DEFAULTS.pending, jwt, origins, profiles, kiosk, remember } = hub
  const found = identity.flatMap((one, index) =>
    'trust' in one
      ? [
          warning(
            ['identity', index, 'trust'],
            'trust_page',
            `anyone who knows or guesses a person’s ${one.as} can write into that profile; a proof (JWT) would prevent this`,
          ),
        ]
      : [],
  )
  found.push(...identity.flatMap(identityWarnings))
  if (kiosk && typeof remember === 'object')
    found.push(warning(['remember'], 'unused', 'a kiosk forgets who was here after each submission, whatever is to be remembered'))
  const creating = [...new Set(identity.flatMap(profileMadeBy))]
  if (creating.length > 1 && profiles !== 'update') {
    found.push(
      warning(
        ['identity'],
        'two_profiles',
        `a person who submits once with ${creating[0]} and once with ${creating[1]} becomes two profiles in Braze`,
      ),
    )
  }
  const setsEmail = hub.rules.findIndex(({ attributes }) => attributes && 'email' in attributes)
  const byPhone = identity.findIndex(({ as }) => as === 'phone')
  if (byPhone >= 0 && setsEmail >= 0) {
    found.push(
      warning(
        ['rules', setsEmail, 'attributes', 'email'],
        'identity_conflict',
        'left out for a person found by phone: beside a phone look-up Braze would take the e-mail as the identifier',
      ),
    )
  }
  if (pending.days > rememberIdsDays) {
    found.push(
      warning(
        ['pending', 'days'],
        'pending_outlives_ids',
        `pages keep submissions for ${pending.days} days, the proxy remembers ids for ${rememberIdsDays} (REMEMBER_IDS_DAYS): an older one that arrives twice is sent twice`,
      ),
    )
  }
  if (jwt && !identity.some((one) => 'proof' in one)) found.push(warning(['jwt'], 'unused', 'no identity has a proof'))
  for (const [index, origin] of origins.entries()) {
    if (/^http:/.test(origin) && !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(origin)) {
      found.push(
        warning(
          ['origins', index],
          'insecure_origin',
          'nothing is captured on an http page, because browsers withhold what the script needs: use https',
        ),
      )
    }
  }
  return found
}

/** Labels that people write for `email` and `phone`, the two by which somebody can be reached. */
const EVERYDAY_LABELS: [RegExp, string][] = [
  [/^e[-_ ]?mail([-_ ]?address)?$/i, 'email'],
  [/^(mobile|(mobile[-_ ]?)?phone([-_ ]?number)?)$/i, 'phone'],
]

function identityWarnings(one: Identity, index: number, all: Identity[]): Warning[] {
  const first = all.findIndex((other) => canonical(other) === canonical(one))
  if (first < index) return [warning(['identity', index], 'unused', `the same as identity[${first}]`)]
  if (one.as !== 'user_alias' || one.reach === false) return []
  const [, own] = EVERYDAY_LABELS.find(([written]) => written.test(one.label.trim())) ?? []
  if (own === undefined || own === one.label) return []
  const why = `an alias like any other: only "${own}" makes the ${own} readable and reachable; if the label is meant, declare "reach": false`
  return [warning(['identity', index, 'label'], 'near_miss', why)]
}

/** What kind of profile an identity makes for somebody unknown; a braze_id makes none. */
function profileMadeBy(identity: Identity): string[] {
  if (identity.as === 'braze_id') return []
  return [identity.as === 'user_alias' ? `an alias labelled ${identity.label}` : `an ${identity.as}`.replace('an phone', 'a phone')]
}
