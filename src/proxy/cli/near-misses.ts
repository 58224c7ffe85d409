// What a rule looks for and a sample has only in other capitals or blanks: the page compares texts exactly.
import type { Capture } from '../../core/capture.ts'
import { compile } from '../../core/compile.ts'
import type { HubFile } from '../../core/hub-file.ts'
import { isObject } from '../../core/json.ts'
import { plainWord } from '../../core/plain-word.ts'
import type { CompiledTest, Picking } from '../../core/public-hub.ts'
import { readSource } from '../../core/source-path.ts'

type Test = Exclude<CompiledTest, { none: CompiledTest[] }>

/** One line each: of the rule's `where` if it does not take the sample, else of what it reads. */
export function nearMisses(hub: HubFile, index: number, isMissed: boolean, capture: Capture): string[] {
  const { identity, rules } = compile(hub)
  const { where = [], consent, parts = {} } = rules[index] ?? {}
  const read = [...identity.flatMap(({ pick }) => testsOf(pick)), ...(consent?.from ? [[consent.from] as Test] : []), ...testsOf(parts)]
  const tests = isMissed ? where.flatMap(singleTests) : read
  return [...new Set(tests.flatMap((test) => nearMiss(test, capture)))]
}

function nearMiss([source, wanted, name = source]: Test, capture: Capture): string[] {
  const values = readSource(capture, source)?.flatMap(({ value }) => value)
  if (values === undefined) {
    const near = pathsOf(capture).find((path) => isNear(path, source))
    return near === undefined ? [] : [`${name}: the sample has ${near}`]
  }
  // A yes or no is read by its words, whatever their capitals.
  const texts = (wanted ?? []).flatMap((one) => (typeof one === 'boolean' ? [] : String(one)))
  const had = values.map(String)
  if (had.some((one) => texts.includes(one))) return []
  return texts.flatMap((text) =>
    had.filter((one) => isNear(one, text)).map((one) => `${name}: the sample has ${JSON.stringify(one)}, not ${JSON.stringify(text)}`),
  )
}

function isNear(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => plainWord(text).replace(/\s+/g, ''))
  return one === other
}

function testsOf({ when, from = [], of = [] }: Picking): Test[] {
  return [...(when ? singleTests(when) : []), ...from.map((source): Test => [source]), ...Object.values(of).flatMap(testsOf)]
}

function singleTests(test: CompiledTest): Test[] {
  return 'none' in test ? test.none.flatMap(singleTests) : [test]
}

/** Every source path that the sample has. */
function pathsOf({ fields = {}, ...rest }: Capture): string[] {
  return [...Object.keys(fields).map((id) => `field.${id}`), ...pathsIn(rest)]
}

function pathsIn(value: unknown): string[] {
  if (!isObject(value) && !Array.isArray(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...pathsIn(inner).map((path) => `${key}.${path}`)])
}
