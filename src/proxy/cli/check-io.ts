// What `check` reads and says, passed in so that a test can stand in for the process.
import { readFileSync, statSync } from 'node:fs'
import { assertReadable, textOf, unread, type FileText } from '../files/file-text.ts'
import { isMissing } from '../files/folder.ts'
import { readDevelopmentHosts } from '../settings.ts'

export interface CheckIo {
  out(text: string): void
  err(text: string): void
  /** undefined where there is no such file. */
  read(path: string): FileText | undefined
  /** Milliseconds since the epoch. */
  now(): number
  /** Of DEV_BRAZE_HOSTS. */
  developmentHosts: readonly string[]
}

/** @throws SettingError */
export const processIo = (environment: Record<string, string | undefined>): CheckIo => ({
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(`${text}\n`),
  read: (path) => {
    try {
      assertReadable(statSync(path))
      return textOf(readFileSync(path))
    } catch (error) {
      return isMissing(error) ? undefined : unread(error)
    }
  },
  now: () => Date.now(),
  developmentHosts: readDevelopmentHosts(environment),
})
