// The built scripts, read once at start and served from memory, each compressed once, when it is first asked for.
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { encodingFor, type Encoding } from './encoding.ts'
import { etagOf, isKnown } from './etag.ts'
import { cachedHeaders } from './headers.ts'

export interface Bundles {
  names: readonly string[]
  /** The answer for a bundle's name, such as `embed.js`; undefined for any other. */
  answer(name: string, request: Request): Promise<Response> | undefined
}

/** Pages get a new script within five minutes; while it is fetched, the old one serves. */
const LATEST = 'public, max-age=300, stale-while-revalidate=86400'
const IMMUTABLE = 'public, max-age=31536000, immutable'

const SERVED = /^(embed|inspector|embed-\d+\.\d+\.\d+[\w.-]*)\.js$/
const VERSIONED = /-\d/

/** A bundle in one encoding. Each encoding has its own bytes, and so its own ETag. */
interface Encoded {
  bytes: Uint8Array<ArrayBuffer>
  etag: string
}

type Bundle = Record<Encoding, () => Promise<Encoded>>

export async function readBundles(folder: string): Promise<Bundles> {
  const bundles = new Map<string, Bundle>()
  for (const name of await readdir(folder).catch(() => [])) {
    if (SERVED.test(name)) bundles.set(name, bundle(new Uint8Array(await readFile(`${folder}/${name}`))))
  }
  return {
    names: [...bundles.keys()],
    answer(name, request) {
      const found = bundles.get(name)
      return found && answerWith(found, VERSIONED.test(name) ? IMMUTABLE : LATEST, request)
    },
  }
}

async function answerWith(bundle: Bundle, caching: string, request: Request): Promise<Response> {
  const encoding = encodingFor(request.headers.get('accept-encoding'))
  const { bytes, etag } = await bundle[encoding]()
  const headers = {
    ...cachedHeaders(caching),
    'Access-Control-Allow-Origin': '*',
    'Content-Type': 'text/javascript; charset=utf-8',
    ETag: etag,
    Vary: 'Accept-Encoding',
  }
  if (isKnown(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  return new Response(bytes, { headers: { ...headers, ...(encoding !== 'identity' && { 'Content-Encoding': encoding }) } })
}

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** As small as can be, in another thread and only on demand: compressing all of them would take a quarter of every start. */
function bundle(plain: Uint8Array<ArrayBuffer>): Bundle {
  return {
    identity: once(() => Promise.resolve(plain)),
    br: once(() => brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })),
    gzip: once(() => zip(plain, { level: 9 })),
  }
}

/** A failure, as for want of memory, is not kept: the next who asks has it made again. */
function once(make: () => Promise<Uint8Array>): () => Promise<Encoded> {
  let made: Promise<Encoded> | undefined
  const forget = (error: unknown): never => {
    made = undefined
    throw error
  }
  return () => (made ??= make().then(encoded).catch(forget))
}

function encoded(buffer: Uint8Array): Encoded {
  const bytes = new Uint8Array(buffer)
  return { bytes, etag: etagOf(bytes) }
}
