// Everything that `check` warns of in one hub file. Pure.
import type { HubFile } from '../../core/hub-file.ts'
import { declaredValues } from '../declaration/declared-values.ts'
import { consentWarnings } from './consent-warnings.ts'
import { digitWarnings } from './digit-warnings.ts'
import { fieldWarnings } from './field-warnings.ts'
import { hubWarnings } from './hub-warnings.ts'
import { pathWarnings } from './path-warnings.ts'
import { ruleWarnings } from './rule-warnings.ts'
import { selectorWarnings } from './selector-warnings.ts'
import { sourceWarnings } from './source-warnings.ts'
import { typeWarnings } from './type-warnings.ts'
import { valueWarnings } from './value-warnings.ts'
import { whereWarnings } from './where-warnings.ts'
import type { Warning } from './warning.ts'

/** @param rememberIdsDays how long the proxy knows a repeated submission (`REMEMBER_IDS_DAYS`) */
export function warningsOf(hub: HubFile, rememberIdsDays: number): Warning[] {
  return [
    ...hubWarnings(hub, rememberIdsDays),
    ...hub.rules.flatMap((rule, index) => [
      ...ruleWarnings(rule, index),
      ...whereWarnings(rule, index),
      ...sourceWarnings(rule, index),
      ...selectorWarnings(rule, index),
      ...consentWarnings(hub, rule, index),
    ]),
    ...fieldWarnings(hub),
    ...pathWarnings(hub),
    ...typeWarnings(hub),
    ...declaredValues(hub).flatMap((declared) => [...valueWarnings(declared, hub), ...digitWarnings(declared)]),
  ]
}
