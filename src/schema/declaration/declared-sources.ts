// Every source path of a hub file with the place where it stands, for the checks that go over all of them.
import { conditionPaths } from '../../core/condition-tests.ts'
import type { Condition, HubFile, Rule, SourcePath } from '../../core/hub-file.ts'
import { templatePaths } from '../../core/template.ts'
import { valueOf } from '../../core/value-of.ts'
import { valuesOf } from '../../core/values-of.ts'
import { declaredValues } from './declared-values.ts'

type Path = (string | number)[]

export interface DeclaredSource {
  path: Path
  source: SourcePath
}

export function declaredSources(hub: HubFile): DeclaredSource[] {
  return [
    ...hub.identity.flatMap((one, index) => ('proof' in one ? sources(['identity', index, 'proof'], one.proof) : [])),
    ...sources(['consent', 'from'], hub.consent?.from),
    ...declaredValues(hub).flatMap(({ path, value: { from = [], template = '' } }) => [
      ...sources(path, ...[from].flat()),
      ...sources([...path, 'template'], ...templatePaths(template)),
    ]),
    ...hub.rules.flatMap((rule, index) => under(['rules', index], [...besideValues(rule), ...asked(rule)])),
  ]
}

/** What a rule reads beside its values: in conditions and subscriptions. */
export function besideValues(rule: Rule): DeclaredSource[] {
  const { subscriptions = [], events = [], purchases = [] } = rule
  return [
    ...valuesOf(rule).flatMap(({ path, declared }) => inCondition(path, valueOf(declared).when)),
    ...events.flatMap(({ when }, at) => inCondition(['events', at], when)),
    ...purchases.flatMap(({ when }, at) => inCondition(['purchases', at], when)),
    ...subscriptions.map(({ from }, at) => ({ path: ['subscriptions', at, 'from'], source: from })),
  ]
}

function asked({ consent, collect }: Rule): DeclaredSource[] {
  return [
    ...(typeof consent === 'object' ? sources(['consent', 'from'], consent.from) : []),
    ...(['question', 'answer', 'correct'] as const).flatMap((key) => sources(['collect', key], ...(collect?.[key] ?? []))),
  ]
}

function inCondition(path: Path, when: Condition | undefined): DeclaredSource[] {
  return sources([...path, 'when'], ...conditionPaths(when))
}

function sources(path: Path, ...paths: (SourcePath | undefined)[]): DeclaredSource[] {
  return paths.flatMap((source) => (source === undefined ? [] : [{ path, source }]))
}

function under(path: Path, declared: DeclaredSource[]): DeclaredSource[] {
  return declared.map((one) => ({ ...one, path: [...path, ...one.path] }))
}
