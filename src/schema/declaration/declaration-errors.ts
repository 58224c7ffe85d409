// What the grammar allows but no hub can mean: one finding for each.
import type { HubFile } from '../../core/hub-file.ts'
import type { Finding } from '../issues.ts'
import { consentErrors } from './consent-errors.ts'
import { constantErrors } from './constant-errors.ts'
import { declaredValues } from './declared-values.ts'
import { finderErrors } from './finder-errors.ts'
import { nameErrors } from './name-errors.ts'
import { readingErrors } from './reading-errors.ts'
import { ruleErrors } from './rule-errors.ts'
import { sourceErrors } from './source-errors.ts'
import { valueErrors } from './value-errors.ts'

export function declarationErrors(hub: HubFile, now: number): Finding[] {
  const values = declaredValues(hub).flatMap((declared) => {
    const found = [...nameErrors(declared), ...sourceErrors(declared), ...valueErrors(declared)]
    return found.length > 0 ? found : constantErrors(declared, hub, now)
  })
  return [...hubErrors(hub), ...readingErrors(hub), ...finderErrors(hub), ...repeatedIds(hub), ...hub.rules.flatMap(ruleErrors), ...values]
}

function hubErrors({ identity, jwt, consent }: HubFile): Finding[] {
  const found: Finding[] = []
  const proven = identity.findIndex((one) => 'proof' in one)
  if (proven >= 0 && !jwt) found.push({ path: ['jwt'], found: 'nothing', wanted: `the keys that verify the proof of identity[${proven}]` })
  if (jwt?.algorithms.includes('HS256') && !jwt.keys.startsWith('file:'))
    found.push({ path: ['jwt', 'keys'], found: 'an address', wanted: '"file:…" for HS256, whose key is a secret' })
  return [...found, ...consentErrors(consent, ['consent'], '"from", "api" or "gpc"')]
}

function repeatedIds(hub: HubFile): Finding[] {
  return hub.rules.flatMap((rule, index) =>
    hub.rules.findIndex(({ id }) => id === rule.id) === index
      ? []
      : [{ path: ['rules', index, 'id'], found: JSON.stringify(rule.id), wanted: 'an id that no other rule has' }],
  )
}
