// What the log says of hubs and workspaces: what is wrong with them, what comes in force, what ends, and what is mended. A fault is said once, for as long as it stays the same.
import type { Log } from '../log.ts'
import { faultLine, type Fault } from './fault.ts'
import type { Hub } from './hub.ts'

export function registryLog(log: Log) {
  /** What was said last of each that is wrong: a hub, a workspace or workspaces.json. */
  const told = new Map<string, string>()
  let saysAgain = false

  const wrong = (about: { hub: string } | { workspace: string } | undefined, errors: Fault[], words: string): void => {
    const lines = errors.map(faultLine)
    const said = JSON.stringify([lines, words])
    if (told.get(keyOf(about)) === said && !saysAgain) return
    told.set(keyOf(about), said)
    log.error({ ...about, errors: lines }, words)
  }
  const mended = (about: { hub: string } | { workspace: string } | undefined, words: string): void => {
    if (told.delete(keyOf(about))) log.info({ ...about }, words)
  }

  return {
    /** @param again somebody asked: what is wrong is said even if it was said before */
    begin(again: boolean): void {
      saysAgain = again
    },
    /** `wasRead`: some were read before, and stay in force. */
    fileWrong(errors: Fault[], wasRead: boolean): void {
      wrong(
        undefined,
        errors,
        wasRead ? 'workspaces.json is invalid; the workspaces read before stay in force' : 'workspaces.json is wrong',
      )
    },
    fileGood(): void {
      mended(undefined, 'workspaces.json is good again')
    },
    workspaceWrong(workspace: string, errors: Fault[], wasRead: boolean): void {
      wrong({ workspace }, errors, `this workspace is wrong${wasRead ? '; what was read of it before stays in force' : ''}`)
    },
    workspaceGood(workspace: string): void {
      mended({ workspace }, 'this workspace is good again')
    },
    /** It is no longer declared. */
    workspaceGone(workspace: string): void {
      told.delete(keyOf({ workspace }))
    },
    /** `isFile`: its own file is wrong, not only what that points to. */
    hubWrong(hub: string, errors: Fault[], isInForce: boolean, isFile: boolean): void {
      const found = isFile ? 'this hub’s new file is invalid' : 'what this hub’s file points to is missing or wrong'
      wrong({ hub }, errors, isInForce ? `${found}; the hub stays in force as it was` : 'this hub is disabled')
    },
    /** With the revision in force, so that nothing new comes in force. */
    hubGood(hub: string): void {
      mended({ hub }, 'this hub is good again')
    },
    /** Also says what an operator must have seen: which identities are believed without proof. */
    hubInForce({ name: hub, rev, workspace, file }: Hub): void {
      told.delete(keyOf({ hub }))
      const trusted = file.identity.filter((one) => 'trust' in one).map((one) => one.as)
      log.info({ hub, rev, workspace, rules: file.rules.length }, 'hub in force')
      if (trusted.length > 0)
        log.warn({ hub, identity: trusted }, 'trust: "page": anyone who knows such an identifier can write into that profile')
    },
    hubGone(hub: string): void {
      told.delete(keyOf({ hub }))
      log.warn({ hub }, 'this hub has ended: no file in HUBS_DIR declares it any more, and its pages get 403')
    },
    noHub(): void {
      log.warn({}, 'no hub is in force: every page gets 403')
    },
  }
}

function keyOf(about: object = {}): string {
  return JSON.stringify(about)
}
