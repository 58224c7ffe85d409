// `npm run bench [-- name …]`: measures, prints each figure beside what is wanted, and writes dist/bench.json. Ratios are taken within one run, because machines are noisy.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

type Figures = Record<string, number>

const BENCHES: Record<string, () => Promise<object>> = {
  map: async () => (await import('./map.ts')).mapRatio(),
  page: async () => (await import('./page.ts')).pageBench(),
  'long-tasks': async () => ({ long_tasks: (await (await import('./page.ts')).longTasksOf2000Controls()).length }),
  accept: async () => (await import('./accept.ts')).benchAccept(),
  drain: async () => (await import('./drain.ts')).benchDrain(),
  click: async () => (await import('./click.ts')).clickToBraze(),
}

/** What each figure should be; `most` and `least` are inclusive. Naive figures stand beside for comparison only. */
const WANTED: Record<string, { most?: number; least?: number; unit?: string }> = {
  embed_brotli_bytes: { most: 5_500, unit: 'bytes' },
  submit_p99_ms_4x: { most: 2, unit: 'ms' },
  eval_p50_ms_4x: { most: 8, unit: 'ms' },
  long_tasks: { most: 0 },
  map_ratio: { most: 20 },
  accept_ratio: { least: 0.4 },
  accept_p99_ratio: { most: 3 },
  braze_calls_per_1000: { most: 30 },
  drain_per_s: { least: 5_000, unit: '/s' },
  drain_limited_share: { least: 0.95 },
  backlog_rss_mb: { most: 300, unit: 'MB' },
  click_to_braze_p50_ms: { most: 100, unit: 'ms' },
}

const FILE = 'dist/bench.json'
const names = process.argv.slice(2)
const unknown = names.filter((name) => !(name in BENCHES))
if (unknown.length) {
  console.error(`Unknown bench: ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`)
  process.exit(2)
}

const figures: Figures = names.length ? earlier() : {}
for (const [name, bench] of Object.entries(BENCHES)) {
  if (names.length && !names.includes(name)) continue
  console.log(`\n${name}`)
  for (const [key, value] of Object.entries((await bench()) as Figures)) {
    figures[key] = Math.round(value * 1000) / 1000
    console.log(`  ${key.padEnd(24)}${String(figures[key]).padStart(12)} ${verdict(key, value)}`)
  }
}
mkdirSync('dist', { recursive: true })
writeFileSync(FILE, `${JSON.stringify(figures, null, 2)}\n`)
console.log(`\nWritten to ${FILE}.`)

function verdict(key: string, value: number): string {
  const { most, least, unit = '' } = WANTED[key] ?? {}
  if (most === undefined && least === undefined) return unit
  const isMet = value <= (most ?? Infinity) && value >= (least ?? -Infinity)
  const bound = most === undefined ? `at least ${least}` : `at most ${most}`
  return `${unit.padEnd(6)} wanted ${bound}${isMet ? '' : '   ← missed'}`
}

function earlier(): Figures {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as Figures
  } catch {
    return {}
  }
}
