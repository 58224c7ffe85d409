// What a field or a value of a Komo event becomes: every target of the rules on such captures that reads it.
import type { Condition, HubFile, Rule, SourcePath, Value } from '../core/hub-file.ts'
import { t } from './i18n.ts'

/** Such as `first_name`, `email_subscribe`, `Quiz Entered › card`, `Quiz Entered (condition)`. Empty: nothing reads it. */
export function mappedTo(file: HubFile, on: string, path: SourcePath): string[] {
  const rules = file.rules.filter((rule) => [rule.on].flat().includes(on))
  const identities = file.identity.filter((one) => ('proof' in one ? one.proof === path : reads(one.from, path)))
  const found = identities.map(({ as }) => `${as} (${t('identity')})`)
  if (rules.some((rule) => rule.consent !== 'none' && (rule.consent ?? file.consent)?.from === path)) found.push(t('consent'))
  return [...new Set([...found, ...rules.flatMap((rule) => targetsOf(rule, path))])]
}

function targetsOf({ attributes, subscriptions, events, purchases, collect }: Rule, path: SourcePath): string[] {
  const found: string[] = []
  const look = (name: string, value: SourcePath | Value | undefined): void => {
    if (value !== undefined && reads(value, path)) found.push(name)
    if (typeof value === 'object') ask(name, value.when)
  }
  const ask = (name: string, condition: Condition | undefined): void => {
    if (condition && asks(condition, path)) found.push(`${name} (${t('condition')})`)
  }
  const { question = [], answer = [], correct = [] } = collect ?? {}
  if ([...question, ...answer, ...correct].includes(path)) found.push('play.responses')
  for (const [name, value] of Object.entries(attributes ?? {})) look(name, value)
  for (const { to, from } of subscriptions ?? []) if (from === path) found.push(to)
  for (const { name, properties, when } of events ?? []) {
    ask(name, when)
    for (const [property, value] of Object.entries(properties ?? {})) look(`${name} › ${property}`, value)
  }
  for (const { productId, price, currency, quantity, properties, when } of purchases ?? []) {
    ask('purchase', when)
    for (const value of [productId, price, currency, quantity, ...Object.values(properties ?? {})]) look('purchase', value)
  }
  return found
}

function reads(value: SourcePath | Value, path: SourcePath): boolean {
  if (typeof value === 'string') return value === path
  const { from, template, only } = value
  return [from ?? []].flat().includes(path) || Boolean(template?.includes(`{${path}}`)) || Boolean(only?.includes(path.slice(6)))
}

function asks(condition: Condition, path: SourcePath): boolean {
  return Object.entries(condition).some(([key, test]) => {
    if (key === 'not') return asks(test as Condition, path)
    return key === 'all' || key === 'any' ? (test as Condition[]).some((one) => asks(one, path)) : key === path
  })
}
