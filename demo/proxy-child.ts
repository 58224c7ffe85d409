// The proxy as a process of the demo and of the end-to-end tests: the real one, with its data in a folder. Can be killed and started again under the same address.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HubFile } from '../src/core/hub-file.ts'
import { startChild, type Child } from './child.ts'
import { freePort } from './free-port.ts'

export interface ProxyOptions {
  /** Holds `hubs/` and `data/`. */
  folder: string
  hubs: HubFile[]
  braze: { endpoint: string; apiKey: string; isStandIn: boolean }
  adminToken: string
  secret: string
  /** More settings by their names. */
  env?: Record<string, string>
  /** Told what an operator must see: the proxy's warnings and errors, and that it ended by itself. */
  tell?(line: string): void
}

export interface Proxy {
  /** Where pages reach it; the same after each start. */
  url: string
  adminUrl: string
  /** False too where it has ended by itself. */
  running(): boolean
  /** Where a hub's file is. */
  hubPath(hub: string): string
  start(): Promise<void>
  /** A start that is under way is given up, and rejects. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  output(): string
}

/** Writes the hub files, starts the proxy and waits until it is able to accept. */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const { folder, hubs, braze, adminToken, secret, tell = () => {} } = options
  const hubsFolder = join(folder, 'hubs')
  await mkdir(hubsFolder, { recursive: true })
  for (const hub of hubs) await writeFile(join(hubsFolder, `${hub.hub}.json`), JSON.stringify(hub, null, 2))
  const [port, adminPort] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${port}`
  const env = {
    HOST: '127.0.0.1',
    PORT: String(port),
    ADMIN_PORT: String(adminPort),
    PUBLIC_URL: url,
    HUBS_DIR: hubsFolder,
    DATA_DIR: join(folder, 'data'),
    SECRET: secret,
    ADMIN_TOKEN: adminToken,
    BRAZE_REST_ENDPOINT: braze.endpoint,
    BRAZE_API_KEY: braze.apiKey,
    ...(braze.isStandIn && { DEV_BRAZE_HOSTS: new URL(braze.endpoint).host }),
    ...options.env,
  }
  const isReady = (): Promise<boolean> =>
    fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
  /** Only once it is ready: before that, what it says is part of the error if it never is. */
  const said = (line: string): void => {
    if (child && isLoud(line)) tell(line)
  }
  let child: Child | undefined
  let starting: Promise<void> | undefined
  let startingEnds = new AbortController()
  let saidBefore = ''

  async function begin(): Promise<void> {
    startingEnds = new AbortController()
    const begun = await startChild('src/proxy/main.ts', { env, isReady, said, givenUp: startingEnds.signal })
    child = begun
    void begun.ended.then(() => {
      saidBefore += begun.output()
      if (child !== begun) return
      child = undefined
      tell('The proxy ended by itself.')
    })
  }

  const proxy: Proxy = {
    url,
    adminUrl: `http://127.0.0.1:${adminPort}`,
    running: () => child !== undefined,
    hubPath: (hub) => join(hubsFolder, `${hub}.json`),
    async start() {
      if (!child) await (starting ??= begin().finally(() => (starting = undefined)))
    },
    async stop(signal) {
      if (starting) startingEnds.abort()
      await starting?.catch(() => {})
      const stopping = child
      child = undefined
      await stopping?.stop(signal)
    },
    output: () => saidBefore + (child?.output() ?? ''),
  }
  await proxy.start()
  return proxy
}

/** A line of its log that is a warning or an error, or no log at all: a crash. */
function isLoud(line: string): boolean {
  return !/^\{"level":"(?:debug|info)"/.test(line)
}
