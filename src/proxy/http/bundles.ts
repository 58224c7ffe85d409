// The built scripts, read once at start and served from memory, compressed beforehand.
import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
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

interface Bundle {
  etag: string
  plain: Uint8Array<ArrayBuffer>
  br: Uint8Array<ArrayBuffer>
  gzip: Uint8Array<ArrayBuffer>
}

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
      const headers = {
        ...cachedHeaders(VERSIONED.test(name) ? IMMUTABLE : LATEST),
        'Access-Control-Allow-Origin': '*',
        'Content-Type': 'text/javascript; charset=utf-8',
        ETag: found.etag,
        Vary: 'Accept-Encoding',
      }
      if (request.headers.get('if-none-match') === found.etag) return new Response(null, { status: 304, headers })
      const accepted = request.headers.get('accept-encoding') ?? ''
      const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined
      return new Response(found[encoding ?? 'plain'], { headers: { ...headers, ...(encoding && { 'Content-Encoding': encoding }) } })
    },
  }
}

function bundle(plain: Uint8Array<ArrayBuffer>): Bundle {
  return {
    etag: `"${hash('sha256', plain, 'hex').slice(0, 20)}"`,
    plain,
    br: new Uint8Array(brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })),
    gzip: new Uint8Array(gzipSync(plain, { level: 9 })),
  }
}
