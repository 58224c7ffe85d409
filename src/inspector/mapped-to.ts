// What a field or a value of a Komo event becomes: every target of the rules on such captures that reads it.
import { conditionPaths } from '../core/condition-tests.ts'
import { consentOf } from '../core/consent-of.ts'
import type { Condition, HubFile, Rule, SourcePath, Value } from '../core/hub-file.ts'
import { templatePaths } from '../core/template.ts'
import { boughtValues } from '../core/values-of.ts'
import { t } from './i18n.ts'

/** Such as `first_name`, `email_subscribe`, `Quiz Entered › card`, `Quiz Entered (condition)`. Empty: nothing reads it. */
export function mappedTo(file: HubFile, on: string, path: SourcePath): string[] {
  const rules = file.rules.filter((rule) => [rule.on].flat().includes(on))
  const identities = file.identity.filter((one) => ('proof' in one ? one.proof === path : reads(one.from, path)))
  const found = identities.map(({ as }) => `${as} (${t('identity')})`)
  if (rules.some((rule) => consentOf(rule, file)?.from === path)) found.push(t('consent'))
  return [...new Set([...found, ...rules.flatMap((rule) => targetsOf(rule, path))])]
}

function targetsOf({ attributes, subscriptions, events, purchases, collect }: Rule, path: SourcePath): string[] {
  const found: string[] = []
  const look = (name: string, value: SourcePath | Value): void => {
    if (reads(value, path)) found.push(name)
    if (typeof value === 'object') ask(name, value.when)
  }
  const ask = (name: string, condition: Condition | undefined): void => {
    if (conditionPaths(condition).includes(path)) found.push(`${name} (${t('condition')})`)
  }
  const { question = [], answer = [], correct = [] } = collect ?? {}
  if ([...question, ...answer, ...correct].includes(path)) found.push('play.responses')
  for (const [name, value] of Object.entries(attributes ?? {})) look(name, value)
  for (const { to, from } of subscriptions ?? []) if (from === path) found.push(to)
  for (const { name, properties, when } of events ?? []) {
    ask(name, when)
    for (const [property, value] of Object.entries(properties ?? {})) look(`${name} › ${property}`, value)
  }
  for (const purchase of purchases ?? []) {
    ask('purchase', purchase.when)
    for (const value of [boughtValues(purchase), purchase.properties ?? {}].flatMap((values) => Object.values(values)))
      look('purchase', value)
  }
  return found
}

function reads(value: SourcePath | Value, path: SourcePath): boolean {
  if (typeof value === 'string') return value === path
  const { from = [], template = '', only = [] } = value
  return [...[from].flat(), ...templatePaths(template)].includes(path) || only.some((id) => path === `field.${id}`)
}
