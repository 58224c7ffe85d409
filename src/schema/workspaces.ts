// The schema of workspaces.json: how each Braze workspace is reached and how much it takes.
import { z } from 'zod'
import { findingsOf, type Finding } from './issues.ts'
import { plainJsonFindings } from './plain-json.ts'
import { strict } from './strict.ts'

/** Wanted also where there is nothing: "a text" says nobody which. */
const ENDPOINT = 'the REST endpoint, e.g. "https://rest.iad-01.braze.com"'
const KEY = '"env:…", "file:…" or "stored:…", never the key itself'

const workspaceSchema = strict({
  endpoint: z
    .string(ENDPOINT)
    .regex(/^https?:\/\/[^\s/]+\/?$/, ENDPOINT)
    .meta({ description: "The workspace's REST endpoint.", examples: ['https://rest.fra-01.braze.eu'] }),
  apiKey: z
    .string(KEY)
    .regex(/^(env|file|stored):.+$/, KEY)
    .meta({ description: 'Where the REST key (permission users.track) is found.', examples: ['env:BRAZE_API_KEY'] }),
  objects: z
    .int()
    .min(1, 'one or more')
    .max(75, 'at most 75')
    .exactOptional()
    .meta({ description: 'Most objects of one request. Default 75.', examples: [50] }),
  count: z
    .enum(['combined', 'per-array'])
    .exactOptional()
    .meta({ description: 'Whether `objects` counts the three arrays together (default) or each.', examples: ['per-array'] }),
  rate: z
    .array(
      strict({
        requests: z
          .int()
          .min(1, 'one or more')
          // The proxy remembers when each of them went.
          .max(10_000_000, 'at most 10000000')
          .meta({ description: 'Most requests …', examples: [3000] }),
        seconds: z
          .number()
          .positive('more than zero')
          .meta({ description: '… in any stretch of this many seconds.', examples: [3] }),
      }),
    )
    .min(1, 'at least one')
    .exactOptional()
    .meta({
      description: 'The limits of the contract; all of them are respected. Default 3,000 requests in 3 seconds.',
      examples: [[{ requests: 3000, seconds: 3 }]],
    }),
  ambiguous: z
    .enum(['resend', 'hold'])
    .exactOptional()
    .meta({
      description: 'What becomes of a request whose answer was lost: `resend`, or `hold` what would count twice. Default `resend`.',
      examples: ['hold'],
    }),
  userAgent: z
    .string()
    .regex(/^[\x20-\x7e]{1,128}$/, 'printable ASCII, at most 128 characters')
    .exactOptional()
    .meta({ description: 'The User-Agent of the requests to Braze.', examples: ['partner-Komo'] }),
})

const workspacesSchema = z.record(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, '1 to 64 letters, digits, "-" or "_"'), workspaceSchema)

export type WorkspaceFile = z.output<typeof workspaceSchema>
export type WorkspacesFile = z.output<typeof workspacesSchema>

export function parseWorkspaces(json: unknown): { ok: true; workspaces: WorkspacesFile } | { ok: false; findings: Finding[] } {
  const odd = plainJsonFindings(json)
  if (odd.length > 0) return { ok: false, findings: odd }
  const parsed = workspacesSchema.safeParse(json)
  return parsed.success ? { ok: true, workspaces: parsed.data } : { ok: false, findings: findingsOf(parsed.error.issues, json, mayBeKey) }
}

/** A text in the place of an entry, or of an endpoint that is no address of Braze's: somebody may have put the key there. */
function mayBeKey(path: Finding['path'], found: unknown): boolean {
  return typeof found === 'string' && (path.length < 2 || (path[1] === 'endpoint' && !/\.braze\.(com|eu)/.test(found)))
}
