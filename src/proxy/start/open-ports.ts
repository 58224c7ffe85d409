// The two ports. The public one comes last: whoever reaches it finds everything else in place.
import { startServer, type Handler, type App } from '../http/node-server.ts'
import type { Settings } from '../settings.ts'
import { listenError } from './errors.ts'

export interface Ports {
  port: number
  adminPort: number
  /** Lets requests in flight end, for so many milliseconds at most. */
  stop(ms: number): Promise<void>
}

/** @throws SettingError naming the one that cannot be opened; neither is open then. */
export async function openPorts(settings: Settings, apps: { admin: Handler; public: App }): Promise<Ports> {
  const shared = {
    connections: settings.CONNECTIONS_MAX,
    connectionsPerPeer: settings.CONNECTIONS_PER_ADDRESS,
    trustedProxies: settings.TRUSTED_PROXIES,
  }
  const open = (app: Handler | App, host: 'HOST' | 'ADMIN_HOST', port: 'PORT' | 'ADMIN_PORT') =>
    startServer(app, { ...shared, host: settings[host], port: settings[port] }).catch((error: unknown) => {
      throw listenError(error, settings, host, port)
    })
  const adminServer = await open(apps.admin, 'ADMIN_HOST', 'ADMIN_PORT')
  const server = await open(apps.public, 'HOST', 'PORT').catch(async (error: unknown) => {
    await adminServer.stop(0)
    throw error
  })
  return {
    port: server.port,
    adminPort: adminServer.port,
    async stop(ms) {
      await Promise.all([server.stop(ms), adminServer.stop(ms)])
    },
  }
}
