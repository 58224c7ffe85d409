// What `npm run build` puts into dist/: one function per bundle.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'
import pages from './.config/rollup.pages.mjs'
import demo from './demo/rollup.mjs'
import { hubFileJsonSchema } from './src/schema/json-schema.ts'

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))

/** A warning is a stray import or a cycle: neither belongs in a bundle. */
function onwarn(warning) {
  throw new Error(warning.message)
}

const compile = (tsconfig) => typescript({ tsconfig, filterRoot: process.cwd(), noEmitOnError: true })

/** The script of the hub page. No node-resolve: a package import fails the build. */
function embed() {
  const minify = {
    ecma: 2020,
    module: true,
    compress: { passes: 3, unsafe_arrows: true, global_defs: { __VERSION__: version } },
    // Chromium then compiles everything as it loads, off the page's thread, instead of in the visitor's first submit. https://v8.dev/blog/explicit-compile-hints
    format: { preamble: '//# allFunctionsCalledOnLoad' },
  }
  return {
    input: 'src/embed/main.ts',
    output: { file: 'dist/embed.js', format: 'iife', plugins: [terser(minify)] },
    plugins: [compile('.config/tsconfig.embed-bundle.json'), plainImports(), versioned()],
    onwarn,
  }
}

/** As it rewrites `.ts` endings, TypeScript wraps an import's address that is known only at run time. The inspector's needs no rewriting. */
function plainImports() {
  return { name: 'plain-imports', transform: (code) => ({ code: code.replaceAll('__rewriteRelativeImportExtension(', '('), map: null }) }
}

/** A copy with the version in its name, and the Subresource Integrity hash of each, for pages that pin the copy. */
function versioned() {
  return {
    name: 'versioned',
    generateBundle(_options, bundle) {
      const { code } = bundle['embed.js']
      const [copy, hash] = [`embed-${version}.js`, `sha384-${createHash('sha384').update(code).digest('base64')}`]
      this.emitFile({ type: 'asset', fileName: copy, source: code })
      this.emitFile({ type: 'asset', fileName: 'integrity.json', source: json({ 'embed.js': hash, [copy]: hash }) })
    },
  }
}

const json = (value) => `${JSON.stringify(value, null, 2)}\n`

/** The service and its command line, behind an entry that imports nothing. Its packages stay outside: they are installed beside it, exactly as locked. */
function proxy() {
  const packages = Object.keys(dependencies)
  return {
    input: { proxy: 'src/proxy/main.ts' },
    output: { format: 'es', dir: 'dist', entryFileNames: '[name].js', chunkFileNames: 'proxy-[name].js' },
    external: (id) => id.startsWith('node:') || packages.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [compile('.config/tsconfig.proxy-bundle.json'), jsonSchema()],
    onwarn,
  }
}

/** Writes the JSON Schema of the hub file, with which editors explain and complete it. */
function jsonSchema() {
  return {
    name: 'json-schema',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'hub.schema.json', source: json(hubFileJsonSchema()) })
    },
  }
}

export default [embed(), proxy(), ...pages, ...demo]
