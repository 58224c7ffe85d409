// Said to whoever typed a command wrong, with the usage below it.
export class UsageError extends Error {
  override name = 'UsageError'
}
