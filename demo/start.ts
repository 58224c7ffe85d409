// `npm run demo`: starts everything and prints one address. `DEMO_PORT` (default 4400); with `BRAZE_API_KEY` and `BRAZE_REST_ENDPOINT` set, that workspace is used.
import { startDemo } from './demo.ts'

const { DEMO_PORT = '4400', BRAZE_API_KEY: apiKey, BRAZE_REST_ENDPOINT: endpoint } = process.env
const workspace = apiKey && endpoint ? { apiKey, endpoint } : undefined

const demo = await startDemo({ port: Number(DEMO_PORT), ...(workspace && { workspace }) })
console.log(`\n  The demo is ready: ${demo.url}\n`)
console.log(
  workspace
    ? `  It sends to your Braze workspace at ${demo.brazeUrl}.\n`
    : '  Braze is a stand-in on this computer. Press Ctrl+C to stop.\n',
)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void demo.close().then(() => process.exit(0)))
