// Runs the stand-in for Braze by itself: `PORT` (default 8090, 0 takes a free one), `BRAZE_API_KEY`. Prints its address.
import { DEFAULTS } from './options.ts'
import { startFakeBraze } from './server.ts'

const { PORT = '8090', HOST = '127.0.0.1', BRAZE_API_KEY = DEFAULTS.apiKey } = process.env

const braze = await startFakeBraze({ port: Number(PORT), host: HOST, apiKey: BRAZE_API_KEY }).catch((error: unknown): never => {
  console.error(`PORT: ${(error as Error).message}; expected a free port, or 0 for any`)
  process.exit(1)
})
console.log(`Braze stand-in: ${braze.url}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void braze.close().then(() => process.exit(0)))
