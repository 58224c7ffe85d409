// What an operator should know of the settings and the build of a proxy that starts all the same.
import type { Log } from '../log.ts'
import type { Settings } from '../settings.ts'
import { passingPlace } from './lasting-folder.ts'

export function warnOfSettings({ DEV_BRAZE_HOSTS: hosts, ADMIN_TOKEN }: Settings, log: Log): void {
  if (hosts.length > 0)
    log.warn({ hosts }, 'DEVELOPMENT ONLY: DEV_BRAZE_HOSTS sends data to hosts that are not Braze, unencrypted if they use http')
  if (ADMIN_TOKEN === undefined) log.warn({}, 'ADMIN_TOKEN is not set: the operator’s pages and commands are off')
}

/** A 202 promises that a submission is safe, but it is only as safe as the folder. In development that does not matter. */
export function warnOfFolder({ DATA_DIR: folder, DATABASE_URL, DEV_BRAZE_HOSTS: hosts }: Settings, log: Log, placeOf = passingPlace): void {
  const place = DATABASE_URL === undefined && hosts.length === 0 ? placeOf(folder) : undefined
  if (place !== undefined)
    log.warn({ folder }, `DATA_DIR lies ${place}: what waits there for Braze is lost when that ends. Mount a volume of a disk in its place`)
}

/** The pages of these get 503: a log that said only that they are in force would mislead whoever asks why nothing arrives. */
export function warnOfPausedHubs(hubs: readonly string[], isPaused: (hub: string) => boolean, log: Log): void {
  for (const hub of hubs)
    if (isPaused(hub)) log.warn({ hub }, 'hub still paused, as it was left: it accepts nothing until an operator resumes it')
}

/** @param dist the folder in which they were looked for */
export function warnOfBundles({ names }: { names: readonly string[] }, dist: string, log: Log): void {
  if (!names.includes('embed.js')) log.error({ dist }, 'embed.js is not built: pages get 404 for the script. Build it with: npm run build')
}
