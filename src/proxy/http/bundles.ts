// The built scripts, read once at start and served from memory, compressed beforehand.
import { readdir, readFile } from 'node:fs/promises'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { encodingFor, type Encoding } from './encoding.ts'
import { etagOf, isKnown } from './etag.ts'
import { cachedHeaders } from './headers.ts'

export interface Bundles {
  names: readonly string[]
  /** The answer for a bundle's name, such as `embed.js`; undefined for any other. */
  answer(name: string, request: Request): Response | undefined
}

/** Pages get a new script within five minutes; while it is fetched, the old one serves. */
const LATEST = 'public, max-age=300, stale-while-revalidate=86400'
const IMMUTABLE = 'public, max-age=31536000, immutable'

const SERVED = /^(embed|inspector|embed-\d+\.\d+\.\d+[\w.-]*)\.js$/
const VERSIONED = /-\d/

/** One of its encodings: bytes of their own, and so a validator of their own. */
interface Encoded {
  bytes: Uint8Array<ArrayBuffer>
  etag: string
}

type Bundle = Record<Encoding, Encoded>

export async function readBundles(folder: string): Promise<Bundles> {
  const bundles = new Map<string, Bundle>()
  for (const name of await readdir(folder).catch(() => [])) {
    if (SERVED.test(name)) bundles.set(name, bundle(new Uint8Array(await readFile(`${folder}/${name}`))))
  }
  return {
    names: [...bundles.keys()],
    answer(name, request) {
      const found = bundles.get(name)
      if (found === undefined) return undefined
      const encoding = encodingFor(request.headers.get('accept-encoding'))
      const { bytes, etag } = found[encoding]
      const headers = {
        ...cachedHeaders(VERSIONED.test(name) ? IMMUTABLE : LATEST),
        'Access-Control-Allow-Origin': '*',
        'Content-Type': 'text/javascript; charset=utf-8',
        ETag: etag,
        Vary: 'Accept-Encoding',
      }
      if (isKnown(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
      return new Response(bytes, { headers: { ...headers, ...(encoding !== 'identity' && { 'Content-Encoding': encoding }) } })
    },
  }
}

function bundle(plain: Uint8Array<ArrayBuffer>): Bundle {
  return {
    identity: encoded(plain),
    br: encoded(brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })),
    gzip: encoded(gzipSync(plain, { level: 9 })),
  }
}

function encoded(buffer: Uint8Array): Encoded {
  const bytes = new Uint8Array(buffer)
  return { bytes, etag: etagOf(bytes) }
}
