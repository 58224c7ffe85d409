// What the log says of hubs and workspaces: what is wrong with them, what comes in force, what ends, and what is mended.
import type { Log } from '../log.ts'
import { faultLine, type Fault } from './fault.ts'
import type { Hub } from './hub.ts'

export function registryLog(log: Log) {
  return {
    /** `wasRead`: some were read before, and stay in force. */
    fileWrong(errors: Fault[], wasRead: boolean): void {
      log.error(
        { errors: errors.map(faultLine) },
        wasRead ? 'workspaces.json is invalid; the workspaces read before stay in force' : 'workspaces.json is wrong',
      )
    },
    fileMended(): void {
      log.info({}, 'workspaces.json is good again')
    },
    workspaceWrong(workspace: string, errors: Fault[], wasRead: boolean): void {
      log.error(
        { workspace, errors: errors.map(faultLine) },
        `this workspace is wrong${wasRead ? '; what was read of it before stays in force' : ''}`,
      )
    },
    workspaceMended(workspace: string): void {
      log.info({ workspace }, 'this workspace is good again')
    },
    hubWrong(hub: string, errors: Fault[], isInForce: boolean): void {
      log.error(
        { hub, errors: errors.map(faultLine) },
        isInForce ? 'this hub’s new file is invalid; the previous one stays in force' : 'this hub is disabled',
      )
    },
    /** As before, so that nothing comes in force. */
    hubMended(hub: string): void {
      log.info({ hub }, 'this hub’s file is good again')
    },
    /** What an operator must have seen: which identities are believed without proof. */
    hubInForce({ name: hub, rev, workspace, file }: Hub): void {
      const trusted = file.identity.filter((one) => 'trust' in one).map((one) => one.as)
      log.info({ hub, rev, workspace, rules: file.rules.length }, 'hub in force')
      if (trusted.length > 0)
        log.warn({ hub, identity: trusted }, 'trust: "page": anyone who knows such an identifier can write into that profile')
    },
    hubGone(hub: string): void {
      log.warn({ hub }, 'this hub has ended: no file in HUBS_DIR declares it any more, and its pages get 403')
    },
    noHub(): void {
      log.warn({}, 'no hub is in force: every page gets 403')
    },
  }
}
