// What kept the service from starting, as the line that names the setting and what is wanted of it. Never a secret: DATABASE_URL holds a password.
import { isDiskFull } from '../outbox/disk-full.ts'
import { SettingError, type Settings } from '../settings.ts'

/** Of a port that could not be opened. */
export function listenError(error: unknown, settings: Settings, host: 'HOST' | 'ADMIN_HOST', port: 'PORT' | 'ADMIN_PORT'): Error {
  const { code } = error as NodeJS.ErrnoException
  const isOwn = port === 'PORT' && settings.PORT === settings.ADMIN_PORT
  if (code === 'EADDRINUSE')
    return new SettingError(`${port}: ${settings[port]} is in use${isOwn ? ' as ADMIN_PORT' : ''}; expected a free port`)
  if (code === 'EACCES') return new SettingError(`${port}: ${settings[port]} is not for this user; expected a port from 1024`)
  return new SettingError(
    `${host}: ${JSON.stringify(settings[host])} cannot be listened on (${code ?? said(error)}); expected an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all`,
  )
}

/** Of the folder of hub files. */
export function hubsDirError(error: unknown, path: string): Error {
  const { code } = error as NodeJS.ErrnoException
  const found = code === 'ENOTDIR' ? 'is no folder' : `cannot be read (${code ?? said(error)})`
  return new SettingError(`HUBS_DIR: ${JSON.stringify(path)} ${found}; expected a folder of hub files that this user may read`)
}

/** Of the embedded store. A message of its own, such as that another process has the folder, stays as it is. */
export function folderError(error: unknown, folder: string): Error {
  if (!(error instanceof Error) || !('code' in error)) return new SettingError(said(error))
  if (isDiskFull(error)) return new SettingError(`DATA_DIR: the disk of ${JSON.stringify(folder)} is full; expected some room on it`)
  return new SettingError(
    `DATA_DIR: ${JSON.stringify(folder)} cannot be used (${said(error)}); expected a folder that this user may write to, or a path where one can be made`,
  )
}

const UNPARSED = 'it cannot be parsed (percent-encode special characters in the user or password)'

/** Of the shared store. */
export function databaseError(error: unknown, url: string): Error {
  return new SettingError(
    `DATABASE_URL: ${withoutPassword(said(error), url)}; expected a PostgreSQL database that can be reached and written to, postgres://user:password@host:port/database`,
  )
}

/** The error's message on one line. If several addresses were tried, that of the first. */
function said(error: unknown): string {
  const first: unknown = error instanceof AggregateError && error.message === '' ? error.errors[0] : error
  const { message, code = 'no reason given' } = first as NodeJS.ErrnoException
  return (message || code).replace(/\s+/g, ' ').replace(/\.$/, '')
}

function withoutPassword(text: string, url: string): string {
  try {
    const { password, pathname, search, hash } = new URL(url)
    // An @ behind the host: the password has a / ? or # in it, and what is taken for host and port are parts of it.
    if (`${pathname}${search}${hash}`.includes('@')) return UNPARSED
    const forms = password === '' ? [] : [password, decodeURIComponent(password)]
    return forms.reduce((clean, form) => clean.replaceAll(form, '•••'), text)
  } catch {
    return UNPARSED
  }
}
