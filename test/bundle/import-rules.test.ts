// Who may import whom is refused by the compiler itself: each folder's own project gets (in memory) a file with one import.
import { existsSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'

/** A name that each package exports: importing a whole module would compile even where the package is hidden from the folder. */
const PACKAGES: Record<string, string> = { zod: 'z', preact: 'h', hono: 'Hono', 'node:fs': 'readFileSync' }

const RULES: [folder: string, allowed: string[], forbidden: string[]][] = [
  ['src/core', [], ['../schema/parse-hub-file.ts', '../embed/main.ts', '../proxy/main.ts', 'zod', 'preact', 'hono', 'node:fs']],
  ['src/schema', ['../core/compile.ts', 'zod'], ['../proxy/main.ts', '../embed/main.ts', 'preact', 'node:fs']],
  ['src/embed', ['../core/select.ts'], ['../schema/parse-hub-file.ts', '../proxy/main.ts', 'zod', 'preact', 'node:fs']],
  [
    'src/inspector',
    ['../core/select.ts', 'preact'],
    ['../schema/parse-hub-file.ts', '../proxy/main.ts', '../embed/main.ts', 'zod', 'node:fs'],
  ],
  [
    'src/settings',
    ['../core/select.ts', '../schema/parse-hub-file.ts', 'preact'],
    ['../proxy/main.ts', '../embed/main.ts', 'hono', 'node:fs'],
  ],
  ['src/proxy', ['../core/compile.ts', '../schema/parse-hub-file.ts', 'hono', 'node:fs'], ['../embed/main.ts', '../../demo/start.ts']],
]

function complaintsOf(folder: string, specifiers: string[]): Record<string, string[]> {
  const config = ts.getParsedCommandLineOfConfigFile(
    `${folder}/tsconfig.json`,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
  )
  if (!config) throw new Error(`no tsconfig in ${folder}`)
  const probes = new Map(specifiers.map((specifier, index) => [`${process.cwd()}/${folder}/probe-${index}.ts`, probe(specifier)]))
  const host = ts.createCompilerHost(config.options)
  const real = { ...host }
  host.fileExists = (name) => probes.has(name) || real.fileExists(name)
  host.readFile = (name) => probes.get(name) ?? real.readFile(name)
  host.getSourceFile = (name, version, ...rest) => {
    const text = probes.get(name)
    return text === undefined ? real.getSourceFile(name, version, ...rest) : ts.createSourceFile(name, text, version)
  }
  const { fileNames, options, projectReferences = [] } = config
  const program = ts.createProgram({ rootNames: [...fileNames, ...probes.keys()], options, projectReferences, host })
  const messages = (name: string) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(name))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
  return Object.fromEntries([...probes.keys()].map((name, index) => [specifiers[index], messages(name)]))
}

function probe(specifier: string): string {
  const name = PACKAGES[specifier]
  return name ? `import { ${name} } from '${specifier}'\nvoid ${name}\n` : `import * as probe from '${specifier}'\nvoid probe\n`
}

test.each(RULES)('%s imports only what its rule allows', { timeout: 60_000 }, (folder, allowed, forbidden) => {
  const files = [...allowed, ...forbidden].filter((specifier) => specifier.startsWith('.'))
  expect(files.filter((file) => !existsSync(`${folder}/${file}`))).toEqual([])
  const complaints = complaintsOf(folder, [...allowed, ...forbidden])
  for (const specifier of allowed) expect(complaints[specifier], specifier).toEqual([])
  for (const specifier of forbidden) expect(complaints[specifier], specifier).not.toEqual([])
})
