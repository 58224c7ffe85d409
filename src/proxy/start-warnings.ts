// What an operator should know of the settings and the build of a proxy that starts all the same.
import type { Log } from './log.ts'
import type { Settings } from './settings.ts'

export function warnOfSettings({ DEV_BRAZE_HOSTS: hosts, ADMIN_TOKEN }: Settings, log: Log): void {
  if (hosts.length > 0)
    log.warn({ hosts }, 'DEVELOPMENT ONLY: DEV_BRAZE_HOSTS sends data to hosts that are not Braze, unencrypted if they use http')
  if (ADMIN_TOKEN === undefined) log.warn({}, 'ADMIN_TOKEN is not set: the operator’s pages and commands are off')
}

/** @param dist the folder in which they were looked for */
export function warnOfBundles({ names }: { names: readonly string[] }, dist: string, log: Log): void {
  if (!names.includes('embed.js')) log.error({ dist }, 'embed.js is not built: pages get 404 for the script. Build it with: npm run build')
}
