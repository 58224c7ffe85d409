// The demo's two bundles, into dist/demo: the sample hub and the page beside it, each with its stylesheet and typeface.
import { createRequire } from 'node:module'
import nodeResolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import typescript from '@rollup/plugin-typescript'
import { assets, messages, read, styleSheet } from '../.config/rollup.pages.mjs'

const resolve = createRequire(import.meta.url).resolve
const FONTS = {
  'fonts/geist.woff2': resolve('@fontsource-variable/geist/files/geist-latin-wght-normal.woff2'),
  'fonts/geist-mono.woff2': resolve('@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2'),
}

/** The hub's look is one file; the page's stands by part, in the order of the cascade. */
const SHEETS = {
  hub: ['hub'],
  page: ['base', 'frame', 'hub', 'journey', 'start', 'tabs', 'values', 'all', 'people', 'segment', 'mail', 'narrow', 'preferences'],
}

function bundle(name) {
  const folder = `dist/demo/${name}`
  return {
    input: { [name]: `demo/${name}/main.tsx` },
    output: { dir: folder, format: 'es', chunkFileNames: '[name].js', plugins: [terser({ module: true })] },
    plugins: [
      nodeResolve({ browser: true }),
      messages(),
      typescript({ tsconfig: '.config/tsconfig.demo-bundle.json', filterRoot: process.cwd(), noEmitOnError: true, outDir: folder }),
      assets(() => ({
        ...read({ ...FONTS, 'index.html': `demo/${name}/index.html` }),
        [`${name}.css`]: styleSheet(`demo/${name}/css`, SHEETS[name]),
      })),
    ],
  }
}

export default [bundle('hub'), bundle('page')]
