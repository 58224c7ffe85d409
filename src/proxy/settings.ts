// The service's settings, read once from the environment at start. A bad one stops the start with one line: its name, what was found, what is wanted; a secret's value is never part of that line.
import { BlockList, isIP } from 'node:net'
import { z } from 'zod'
import { endpointOrigin, noEndpoint } from './hubs/endpoint.ts'
import { LOG_LEVELS } from './log.ts'
import { DEFAULT_STORE_LIMITS, MEGABYTE } from './outbox/store-limits.ts'

type Environment = Record<string, string | undefined>

/** A setting that is missing or wrong: `message` is the whole line for the operator. */
export class SettingError extends Error {
  override name = 'SettingError'
}

/** Where the operator's port is, here and for the commands that call it. */
export const DEFAULT_ADMIN = { host: '127.0.0.1', port: 8081 } as const

const SECRET_MIN_BYTES = 32
const ADMIN_TOKEN_MIN_CHARACTERS = 16
/** Values that are not added to a message: these are secrets or hold one, and the message about BRAZE_REST_ENDPOINT already says what was found. */
const UNSHOWN = ['SECRET', 'ADMIN_TOKEN', 'DATABASE_URL', 'BRAZE_API_KEY', 'BRAZE_REST_ENDPOINT']
/** What is longer may be a secret or key under a wrong name. */
const SHOWN_MAX_CHARACTERS = 30

const integer = (wanted: string, min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/, `expected ${wanted}`)
    .transform(Number)
    .refine((number) => number >= min && number <= max, `expected ${wanted}`)
const port = integer('a port from 0 to 65535', 0, 65_535)
const count = integer('a whole number from 1 to 1000000000', 1, 1_000_000_000)
/** A timer of over 2^31 ms goes off at once. */
const seconds = integer('seconds from 1 to 86400', 1, 86_400)
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)

const secret = list
  .refine((secrets) => secrets.length > 0, 'expected at least one secret')
  .refine((secrets) => secrets.every((one) => Buffer.byteLength(one) >= SECRET_MIN_BYTES), {
    error: `expected at least ${SECRET_MIN_BYTES} bytes each (a comma list, newest first); make one with: openssl rand -base64 48`,
  })

const fields = z.object({
  PORT: port.default(8080),
  HOST: z.string().default('0.0.0.0'),
  ADMIN_HOST: z.string().default(DEFAULT_ADMIN.host),
  ADMIN_PORT: port.default(DEFAULT_ADMIN.port),
  PUBLIC_URL: z
    .string()
    .regex(
      /^https?:\/\/[^\s/?#]+$/,
      'expected the address by which pages reach the proxy, with nothing behind the host, e.g. https://braze.example.com',
    )
    .optional(),
  HUBS_DIR: z.string().default('hubs'),
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'expected a PostgreSQL address, postgres://user:password@host:port/database')
    .optional(),
  SECRET: secret,
  ADMIN_TOKEN: z
    .string()
    .min(ADMIN_TOKEN_MIN_CHARACTERS, `expected at least ${ADMIN_TOKEN_MIN_CHARACTERS} characters`)
    // A secret made from a file often ends in one. Neither the sign-in page nor the command line can give it: no token would ever be right.
    .regex(/^[^\r\n]*$/, 'expected it without a line end')
    .optional(),
  TRUSTED_PROXIES: list.transform(trustedProxies).default(new BlockList()),
  LOG_LEVEL: z.enum(LOG_LEVELS, `expected one of ${LOG_LEVELS.join(', ')}`).default('info'),
  DEV_BRAZE_HOSTS: list.pipe(z.array(z.string().regex(/^[a-z0-9.-]+:\d{1,5}$/, 'expected host:port, a comma list'))).default([]),
  BRAZE_REST_ENDPOINT: z.string().optional(),
  BRAZE_API_KEY: z.string().optional(),

  RELOAD_SECONDS: seconds.default(5),
  STOP_SECONDS: seconds.default(20),
  CONNECTIONS_MAX: count.default(10_000),
  CONNECTIONS_PER_ADDRESS: count.default(2_000),

  RATE_ADDRESS_PER_MINUTE: count.default(300),
  RATE_ADDRESS_BURST: count.default(3_000),
  RATE_TOKEN_PER_MINUTE: count.default(60),
  RATE_TOKEN_BURST: count.default(120),
  RATE_HUB_PER_SECOND: count.default(1_000),
  RATE_HUB_BURST: count.default(10_000),
  PERSON_ENVELOPES_PER_HOUR: count.default(20),
  PERSON_EVENTS_PER_HOUR: count.default(5),

  REMEMBER_IDS_DAYS: count.default(DEFAULT_STORE_LIMITS.idDays),
  DEAD_LETTER_DAYS: count.default(DEFAULT_STORE_LIMITS.deadLetterDays),
  // With a floor of 0, a full disk would still count as one that accepts.
  DISK_FLOOR_MB: integer('megabytes from 1 to 1000000000', 1, 1_000_000_000).default(DEFAULT_STORE_LIMITS.floorBytes / MEGABYTE),
  HUB_QUOTA: count.default(DEFAULT_STORE_LIMITS.hubRows),
  UNCOMMITTED_MAX: count.default(DEFAULT_STORE_LIMITS.uncommitted),
})

const schema = fields.superRefine(({ BRAZE_REST_ENDPOINT: endpoint, DEV_BRAZE_HOSTS: hosts }, context) => {
  if (endpoint === undefined || endpointOrigin(endpoint, hosts) !== undefined) return
  const { found, wanted } = noEndpoint(endpoint)
  const message = `found ${found}; expected ${wanted}`
  context.addIssue({ code: 'custom', path: ['BRAZE_REST_ENDPOINT'], message, input: endpoint })
})

/** Every setting with its default applied. `SECRET` is newest first; `BRAZE_*` make the workspace `default` where there is no workspaces.json. */
export type Settings = z.output<typeof schema>

/** Addresses or CIDR ranges of the reverse proxies whose `X-Forwarded-For` is believed. */
function trustedProxies(items: string[], context: z.core.$RefinementCtx): BlockList {
  const ranges = new BlockList()
  for (const item of items) {
    const [address = '', prefix] = item.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    const bits = prefix === undefined ? (family === 'ipv6' ? 128 : 32) : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1
    if (isIP(address) === 0 || bits < 0 || bits > (family === 'ipv6' ? 128 : 32)) {
      context.addIssue({ code: 'custom', message: 'expected addresses or ranges such as 10.0.0.0/8, a comma list', input: item })
      return ranges
    }
    ranges.addSubnet(address, bits, family)
  }
  return ranges
}

/** @throws SettingError naming the first bad setting, what was found and what is wanted. An empty variable counts as unset. */
export function readSettings(environment: Environment): Settings {
  return read(schema, environment)
}

/** The one setting that `check` asks for. @throws as `readSettings` */
export function readDevelopmentHosts(environment: Environment): string[] {
  return read(fields.pick({ DEV_BRAZE_HOSTS: true }), { DEV_BRAZE_HOSTS: environment['DEV_BRAZE_HOSTS'] }).DEV_BRAZE_HOSTS
}

function read<Read>(schema: z.ZodType<Read>, environment: Environment): Read {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  // docker's --env-file and some supervisors keep the quotes. A folder of that name would only be missing, and a token never be right.
  const quoted = Object.keys(fields.shape).find((name) => /^(["']).*\1$/.test(given[name] ?? ''))
  if (quoted !== undefined) throw new SettingError(`${quoted}: stands in quotes, which are part of it; expected it without them`)
  const parsed = schema.safeParse(given, { reportInput: true })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const name = String(issue?.path[0])
  // Of a list, only the bad item.
  const value = typeof issue?.input === 'string' ? issue.input : given[name]
  throw new SettingError(`${name}: ${found(name, value)}${wanted(name, issue?.message ?? '')}`)
}

function found(name: string, value: string | undefined): string {
  if (value === undefined) return 'is not set; '
  if (UNSHOWN.includes(name)) return ''
  const isShown = value.length <= SHOWN_MAX_CHARACTERS && !value.includes('@')
  return `found ${isShown ? JSON.stringify(value) : `${value.length} characters`}; `
}

function wanted(name: string, message: string): string {
  if (name !== 'SECRET' || !message.startsWith('Invalid input')) return message
  return `expected at least ${SECRET_MIN_BYTES} bytes; make one with: openssl rand -base64 48`
}
