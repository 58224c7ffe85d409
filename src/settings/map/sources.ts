// Which sources a rule reads: what the sample form asks for, and what of the hub is not mapped yet.
import { consentOf } from '../../core/consent-of.ts'
import type { Condition, HubFile, Rule, SourcePath, Value } from '../../core/hub-file.ts'
import { templatePaths } from '../../core/template.ts'
import { boughtValues } from '../../core/values-of.ts'
import { askedSources } from './asked-sources.ts'
import { longForm } from './rows.ts'

/** Lists that are made of other sources, not typed. */
const MADE_OF_OTHERS = new Set(['form.responses', 'play.responses', 'play.complete'])

export interface UsedSource {
  path: SourcePath
  /** The target's declared type, where one reads it. */
  type?: Value['type']
  many: boolean
  /** A value for which a condition of the rule holds, or that a target replaces: what the sample begins with. */
  example?: string
}

/** Each source once, in the order of its first use: identity, consent, a play's answers, attributes, subscriptions, events, purchases. */
export function usedSources(hub: HubFile, rule: Rule): UsedSource[] {
  const found = new Map<SourcePath, UsedSource>()
  const replaced = new Map<SourcePath, string>()
  const add = (path: SourcePath | undefined, type?: Value['type'], many = false): void => {
    if (path && !MADE_OF_OTHERS.has(path) && !found.has(path)) found.set(path, { path, many, ...(type && { type }) })
  }
  const addValue = (value: SourcePath | Value): void => {
    const { from, template, type, many, op, only, when, map } = longForm(value)
    const [first] = Object.keys(map ?? {})
    for (const path of [from ?? []].flat()) {
      add(path, type, many === true || op === 'add' || op === 'remove')
      if (first && !replaced.has(path)) replaced.set(path, first)
    }
    for (const path of templatePaths(template ?? '')) add(path)
    for (const id of only ?? []) add(`field.${id}`)
    addAsked(when)
  }
  const addAsked = (when: Condition | undefined): void => {
    for (const { path, isBoolean, example } of when ? askedSources(when) : []) {
      add(path, isBoolean ? 'boolean' : undefined)
      const known = found.get(path)
      if (known && example !== undefined) known.example ??= example
    }
  }
  for (const identity of hub.identity) {
    if ('proof' in identity) add(identity.proof)
    else addValue(identity.from)
  }
  add(consentOf(rule, hub)?.from, 'boolean')
  const { question = [], answer = [], correct = [] } = rule.collect ?? {}
  for (const path of [...question, ...answer]) add(path)
  for (const path of correct) add(path, 'boolean')
  for (const value of Object.values(rule.attributes ?? {})) addValue(value)
  for (const { from } of rule.subscriptions ?? []) add(from, 'boolean')
  for (const { properties, when } of rule.events ?? []) {
    addAsked(when)
    for (const value of Object.values(properties ?? {})) addValue(value)
  }
  for (const purchase of rule.purchases ?? []) {
    addAsked(purchase.when)
    for (const value of Object.values(boughtValues(purchase))) addValue(value)
    for (const value of Object.values(purchase.properties ?? {})) addValue(value)
  }
  return [...found.values()].map((source) => {
    const example = source.example ?? replaced.get(source.path)
    return example === undefined ? source : { ...source, example }
  })
}

/** The fields by which a person is known on an event too: an earlier form's answer is remembered, unless the hub forgets it. */
export function rememberedFields({ identity, remember, kiosk }: HubFile): SourcePath[] {
  if (remember === false || kiosk) return []
  const values = identity.flatMap((one) => ('from' in one ? [one.from] : []))
  return values
    .flatMap(({ from = [], template = '' }) => [...[from].flat(), ...templatePaths(template)])
    .filter((path) => path.startsWith('field.'))
}
