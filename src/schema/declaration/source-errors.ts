// Where a value comes from: exactly one of `from`, `template` and `value`, and sources that can yield where they stand.
import { conditionPaths } from '../../core/condition-tests.ts'
import type { Operation, Value } from '../../core/hub-file.ts'
import { LIST_SOURCES } from '../../core/known-sources.ts'
import { templateParts, templatePaths } from '../../core/template.ts'
import { typeOfValue } from '../../core/type-of-value.ts'
import type { Finding } from '../issues.ts'
import { isSourcePath, wantedPath } from '../source-path.ts'
import type { DeclaredValue } from './declared-values.ts'

export function sourceErrors(declared: DeclaredValue): Finding[] {
  const { path, place, value, rule } = declared
  const found: Finding[] = []
  const add = (key: string | undefined, what: string, wanted: string) =>
    found.push({ path: key === undefined ? path : [...path, key], found: what, wanted })

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
    if (isNumberAlone(declared))
      add(
        'template',
        JSON.stringify(value.template),
        `"from": "${paths[0]}": in a template the number of a number control is text, and read by locale`,
      )
    for (const one of paths) if (!isSourcePath(one) || LIST_SOURCES.includes(one)) add('template', `"{${one}}"`, wantedPath(one))
  }
  const listed = [value.from ?? []].flat()
  if (listed.includes('form.responses')) {
    if (value.only === undefined) add('only', 'nothing', 'the Unique IDs of the fields to list, e.g. ["team", "postcode"]')
  } else {
    for (const key of ['only', 'question'] as const)
      if (value[key] !== undefined) add(key, 'it beside another source', 'it only with "from": "form.responses"')
  }
  found.push(...listErrors(declared))
  if (place === 'identity') found.push(...identityErrors(path, value))
  if (rule && !rule.collect && allPaths(value).some((one) => one.startsWith('play.')))
    add('from', 'play.* in a rule without collect', 'a rule with "collect", which gathers the answers of one play')
  return found
}

function isNumberAlone({ takes, value }: DeclaredValue): boolean {
  const [before, path, ...after] = templateParts(value.template ?? '')
  const type = typeOfValue(value, takes)
  return (type === 'number' || type === 'integer') && path !== undefined && before + after.join('') === ''
}

/** What takes texts or one value never gets one of the lists of `{question, answer}`. */
function listErrors({ path, place, name, takes, value }: DeclaredValue): Finding[] {
  const listed = [value.from ?? []].flat()
  const list = listed.find((one) => LIST_SOURCES.includes(one))
  if (list === undefined) return []
  const { type = 'object', op = 'set', many, map } = value
  const wrong: [boolean, keyof Value, string][] = [
    [listed.length > 1, 'from', `${list} alone`],
    [takes !== undefined || place === 'identity', 'from', `a source of one value: "${name}" takes no list`],
    [type !== 'object', 'type', `"object", which ${list} is a list of`],
    [many === false, 'many', `a list, which ${list} is`],
    [!OBJECT_OPERATIONS.includes(op), 'op', `one of ${OBJECT_OPERATIONS.map((one) => `"${one}"`).join(', ')} for a list of objects`],
    [map !== undefined, 'map', `no "map" beside ${list}: it reads texts`],
  ]
  return wrong
    .filter(([isWrong]) => isWrong)
    .map(([, key, wanted]) => ({ path: [...path, key], found: JSON.stringify(value[key]), wanted }))
}

const OBJECT_OPERATIONS: readonly Operation[] = ['set', '$add', '$update', '$remove']

/** An identity is one person's: nothing that could be everybody's, and nothing done to it. */
function identityErrors(path: (string | number)[], value: Value): Finding[] {
  const never = ['value', 'default', 'otherwise', 'op', 'key', 'many', 'split', 'empty', 'only'] as const
  const cut =
    value.tooLong === 'cut'
      ? [{ path: [...path, 'tooLong'], found: '"cut"', wanted: '"refuse": two people may share the beginning of an id' }]
      : []
  const shared = never
    .filter((key) => value[key] !== undefined)
    .map((key) => ({ path: [...path, key], found: 'it in an identity', wanted: 'one value of this person: from or template' }))
  return [...shared, ...cut]
}

/** Every source path that a value names, in its condition too. */
function allPaths(value: Value): string[] {
  return [...[value.from ?? []].flat(), ...templatePaths(value.template ?? ''), ...conditionPaths(value.when)]
}
