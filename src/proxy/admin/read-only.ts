// What a save answers where the folder cannot be written.
import { Refusal } from './refusal.ts'

/** @throws the error itself where it does not say that the folder cannot be written: that is a fault */
export function readOnly(error: unknown): Refusal {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOENT') return new Refusal('read_only')
  throw error
}
