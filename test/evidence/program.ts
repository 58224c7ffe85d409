// Preloaded (NODE_OPTIONS) into every Node process that a test starts. In the proxy's own it keeps what is served and sent, and the secrets of its settings, and says where it stores; in all others it does nothing.
import { subscribe } from 'node:diagnostics_channel'
import { keep, keepFoldersOf, keepSecretsOf } from './evidence.ts'
import { keepServed } from './served.ts'

process.env['EVIDENCE_DIR'] ??= new URL(import.meta.url).searchParams.get('folder') ?? undefined
const [, entry = '', command] = process.argv

if (/\/(src\/proxy\/main\.ts|dist\/proxy\.js)$/.test(entry)) {
  keepSecretsOf(process.env)
  if (command === undefined) {
    keepServed(() => true)
    keepSent()
    keepFoldersOf(process.pid, [process.env['DATA_DIR'] ?? 'data', process.env['HUBS_DIR'] ?? 'hubs'])
  }
}

function keepSent(): void {
  interface Sent {
    request: { origin: string; method: string; path: string }
    headers?: string
    chunk?: string | Uint8Array
  }
  const asked = ({ request }: Sent): string => `of ${request.method} ${request.origin}${request.path}`
  subscribe('undici:client:sendHeaders', (message) => {
    keep('sent', `headers ${asked(message as Sent)}`, (message as Sent).headers ?? '')
  })
  subscribe('undici:request:bodyChunkSent', (message) => {
    keep('sent', `body ${asked(message as Sent)}`, (message as Sent).chunk ?? '')
  })
}
