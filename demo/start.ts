// `npm run demo`: starts everything and prints one address. `DEMO_PORT` (default 4400); with `BRAZE_API_KEY` and `BRAZE_REST_ENDPOINT` set, that workspace is used.
import { startDemo, type Demo } from './demo.ts'

const { DEMO_PORT = '4400', BRAZE_API_KEY: apiKey = '', BRAZE_REST_ENDPOINT: endpoint = '' } = process.env
const workspace = apiKey !== '' && endpoint !== '' ? { apiKey, endpoint } : undefined
if (!workspace && apiKey + endpoint !== '') {
  fail(`${apiKey === '' ? 'BRAZE_API_KEY' : 'BRAZE_REST_ENDPOINT'}: is not set; a workspace of your own wants both, the stand-in neither`)
}

/** While it starts, nobody has entered anything yet, and what it has started ends with this process. */
let close = (): Promise<void> => Promise.resolve()
// SIGHUP, too: the terminal was closed. The proxy by itself takes that for a word to reload, and would go on alone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void close().then(() => process.exit(0)))

const demo = await startDemo({ port: Number(DEMO_PORT), tell: console.error, ...(workspace && { workspace }) }).catch(
  (error: unknown): Demo => fail((error as Error).message),
)
close = demo.close
console.log(`\n  The demo is ready: ${demo.url}\n`)
console.log(
  workspace
    ? `  It sends to your Braze workspace at ${demo.brazeUrl}.\n`
    : '  Braze is a stand-in on this computer. Press Ctrl+C to stop.\n',
)

function fail(lines: string): never {
  console.error(lines)
  process.exit(1)
}
