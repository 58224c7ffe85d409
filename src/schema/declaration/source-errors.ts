// Where a value comes from: exactly one of `from`, `template` and `value`, and sources that can yield where they stand.
import { conditionPaths } from '../../core/condition-tests.ts'
import type { Value } from '../../core/hub-file.ts'
import { templatePaths } from '../../core/template.ts'
import { pathText, type Finding } from '../issues.ts'
import { isSourcePath, wantedPath } from '../source-path.ts'
import type { DeclaredValue } from './declared-values.ts'

export function sourceErrors({ path, place, value, rule }: DeclaredValue): Finding[] {
  const found: Finding[] = []
  const add = (key: string | undefined, what: string, wanted: string) =>
    found.push({ path: pathText(key === undefined ? path : [...path, key]), found: what, wanted })

  const given = (['from', 'template', 'value'] as const).filter((key) => value[key] !== undefined)
  if (given.length !== 1) add(undefined, given.length === 0 ? 'none of them' : given.join(' and '), 'exactly one of from, template, value')
  if (value.template !== undefined) {
    const paths = templatePaths(value.template)
    if (paths.length === 0)
      add(
        'template',
        JSON.stringify(value.template),
        'source paths in braces, e.g. "{card.id}-{field.team}"; a text without any is a constant ("value")',
      )
    for (const one of paths) if (!isSourcePath(one) || isList(one)) add('template', `"{${one}}"`, wantedPath(one))
  }
  const listed = [value.from ?? []].flat()
  if (listed.includes('form.responses')) {
    if (listed.length > 1) add('from', 'form.responses among others', 'form.responses alone')
    if (value.only === undefined) add('only', 'nothing', 'the Unique IDs of the fields to list, e.g. ["team", "postcode"]')
    if (place !== 'property' && value.type !== undefined && value.type !== 'object')
      add('type', `"${value.type}"`, '"object" (the default of form.responses)')
  } else {
    for (const key of ['only', 'question'] as const)
      if (value[key] !== undefined) add(key, 'it beside another source', 'it only with "from": "form.responses"')
  }
  if (place === 'identity') found.push(...identityErrors(path, value))
  if (rule && !rule.collect && allPaths(value).some((one) => one.startsWith('play.')))
    add('from', 'play.* in a rule without collect', 'a rule with "collect", which gathers the answers of one play')
  return found
}

/** An identity is one person's: nothing that could be everybody's, and nothing done to it. */
function identityErrors(path: PropertyKey[], value: Value): Finding[] {
  const never = ['value', 'default', 'otherwise', 'op', 'key', 'many', 'split', 'empty', 'only'] as const
  const cut =
    value.tooLong === 'cut'
      ? [{ path: pathText([...path, 'tooLong']), found: '"cut"', wanted: '"refuse": two people may share the beginning of an id' }]
      : []
  const shared = never
    .filter((key) => value[key] !== undefined)
    .map((key) => ({ path: pathText([...path, key]), found: 'it in an identity', wanted: 'one value of this person: from or template' }))
  return [...shared, ...cut]
}

/** Every source path that a value names, in its condition too. */
function allPaths(value: Value): string[] {
  return [...[value.from ?? []].flat(), ...templatePaths(value.template ?? ''), ...conditionPaths(value.when)]
}

function isList(path: string): boolean {
  return path === 'form.responses' || path === 'play.responses'
}
