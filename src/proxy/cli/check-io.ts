// What `check` reads and says, passed in so that a test can stand in for the process.
import { readFileSync } from 'node:fs'

export interface CheckIo {
  out(text: string): void
  err(text: string): void
  /** undefined where the file cannot be read. */
  read(path: string): string | undefined
  /** Milliseconds since the epoch. */
  now(): number
}

export const processIo: CheckIo = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(`${text}\n`),
  read: (path) => {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return undefined
    }
  },
  now: () => Date.now(),
}
