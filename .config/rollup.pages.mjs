// The operator's pages into dist/admin, and the inspector into dist/inspector.js.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import nodeResolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'

const resolve = createRequire(import.meta.url).resolve
const ADMIN = 'dist/admin'
/** The words for codes (`core/i18n`) are shared with the inspector. */
const CATALOGUES = ['src/core/i18n', 'src/settings/i18n']
/** In the order of the cascade: what is general first, then part by part, what adapts to a screen or a wish last. */
const SHEETS = [
  ...['fonts', 'tokens', 'base', 'frame', 'buttons', 'fields', 'cards', 'states', 'notices'],
  ...['sign-in', 'hubs', 'steps', 'map', 'conditions', 'live'],
  ...['activity', 'charts', 'submissions', 'health', 'dead-letters', 'narrow', 'preferences'],
]
const ASSETS = {
  'index.html': 'src/settings/index.html',
  'icon.svg': 'src/settings/icon.svg',
  'geist.woff2': resolve('@fontsource-variable/geist/files/geist-latin-wght-normal.woff2'),
  'geist-ext.woff2': resolve('@fontsource-variable/geist/files/geist-latin-ext-wght-normal.woff2'),
  'geist-mono.woff2': resolve('@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2'),
}

const compile = (outDir) =>
  typescript({ tsconfig: '.config/tsconfig.pages-bundle.json', filterRoot: process.cwd(), noEmitOnError: true, outDir })

const COMPILER = '@lingui/message-utils/compileMessage'

/** Catalogues (`i18n/<language>.json`, ICU messages by id) become compiled messages, and the library's compiler stays out of the bundle. */
export function messages() {
  return {
    name: 'messages',
    resolveId: (id) => (id === COMPILER ? '\0compiler' : undefined),
    load: (id) => (id === '\0compiler' ? 'export const compileMessage = undefined' : undefined),
    transform(code, id) {
      if (/\/i18n\/[\w-]+\.json$/.test(id)) return { code: `export default ${compiled(JSON.parse(code))}`, map: { mappings: '' } }
      if (id.includes('@lingui')) return { code: code.replaceAll('process.env.NODE_ENV', '"production"'), map: null }
      return undefined
    },
  }
}

function compiled(catalogue) {
  return JSON.stringify(Object.fromEntries(Object.entries(catalogue).map(([key, message]) => [key, compileMessage(message)])))
}

/** The files beside a page's script, by name. Emitted through Rollup rather than written, so that it knows everything that a build makes, and builds can be compared. */
export function assets(files) {
  return {
    name: 'assets',
    generateBundle() {
      for (const [fileName, source] of Object.entries(files())) this.emitFile({ type: 'asset', fileName, source })
    },
  }
}

/** English is in the bundle; the other languages are data, fetched when chosen. */
function connectFiles() {
  const languages = readdirSync(CATALOGUES[0]).filter((one) => one !== 'en.json')
  const words = (name) => Object.assign({}, ...CATALOGUES.map((folder) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))))
  return {
    ...read(ASSETS),
    'connect.css': styleSheet('src/settings/css', SHEETS),
    ...Object.fromEntries(languages.map((name) => [name, compiled(words(name))])),
  }
}

export function read(paths) {
  return Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, readFileSync(path)]))
}

/** One style sheet of all the files of a folder, in the order of their names in the list. */
export function styleSheet(folder, names) {
  const left = readdirSync(folder).filter((file) => !names.includes(file.replace('.css', '')))
  if (left.length) throw new Error(`${folder}: the build does not list ${left.join(', ')}`)
  return names.map((name) => readFileSync(`${folder}/${name}.css`, 'utf8')).join('\n')
}

function connect() {
  return {
    input: { connect: 'src/settings/main.tsx' },
    output: {
      dir: ADMIN,
      format: 'es',
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      plugins: [terser({ module: true, ecma: 2020 })],
    },
    plugins: [nodeResolve({ browser: true }), messages(), compile(ADMIN), assets(connectFiles)],
    onwarn(warning) {
      throw new Error(warning.message)
    },
  }
}

/** One module for any page: everything inside, catalogues too. */
function inspector() {
  return {
    input: 'src/inspector/main.ts',
    output: {
      file: 'dist/inspector.js',
      format: 'es',
      plugins: [terser({ module: true, ecma: 2020, compress: { passes: 3, unsafe_arrows: true } })],
    },
    plugins: [nodeResolve({ browser: true }), messages(), styles(), compile('dist')],
    onwarn(warning) {
      throw new Error(warning.message)
    },
  }
}

/** Strips line breaks and needless spaces from the panel's style sheet: they are for its readers. */
function styles() {
  return {
    name: 'styles',
    transform: (code, id) =>
      id.endsWith('panel-css.ts')
        ? { code: code.replace(/= `[^`]*`/, (css) => css.replace(/\s*([{};:,!])\s*/g, '$1').replaceAll(';}', '}')), map: null }
        : undefined,
  }
}

export default [connect(), inspector()]
