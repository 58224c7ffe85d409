// Which sources of one root a compiled declaration reads, so that the script touches nothing else.
import type { Picking, PublicIdentity, PublicRule, CompiledTest } from './public-hub.ts'

/** What follows the root in each of these sources, each once. No `where` reads a source of either root, so none is searched. */
export function sourcesOf(identity: PublicIdentity[], rules: PublicRule[], root: 'field.' | 'page.query.'): string[] {
  const paths = [
    ...identity.flatMap(({ pick }) => pathsOf(pick)),
    ...rules.flatMap(({ consent, collect, parts }) => [
      ...(consent?.from ? [consent.from] : []),
      ...(collect ? pathsOf(collect.response) : []),
      ...pathsOf(parts),
    ]),
  ]
  return [...new Set(paths.filter((path) => path.startsWith(root)).map((path) => path.slice(root.length)))]
}

function pathsOf({ when, from = [], of = [] }: Picking): string[] {
  return [...(when ? pathsTested(when) : []), ...from, ...Object.values(of).flatMap(pathsOf)]
}

function pathsTested(test: CompiledTest): string[] {
  return 'none' in test ? test.none.flatMap(pathsTested) : [test[0]]
}
