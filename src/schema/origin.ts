// An origin of a hub: exactly as browsers write it into `Origin`, for a page of any other origin is refused.
import { z } from 'zod'

const ORIGIN = /^(https?):\/\/(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::([1-9][0-9]{0,4}))?$/
/** Browsers leave these out. */
const DEFAULT_PORTS: Record<string, string> = { https: '443', http: '80' }
const PORT_MAX = 65_535

export const origin = z
  .string()
  .regex(ORIGIN, {
    error: (issue) => `an exact origin in lower case with no path, e.g. "https://summer.komo.site"${meant(String(issue.input))}`,
  })
  .refine((text) => wantedInstead(text) === undefined, { error: (issue) => wantedInstead(String(issue.input)) })

/** The origin of an address as people copy it: with its path, in capitals, or without its scheme. */
function meant(text: string): string {
  const [, scheme = 'https://', host = ''] = /^(https?:\/\/)?([^/?#]*\.[^/?#]*)/.exec(text.trim().toLowerCase()) ?? []
  return ORIGIN.test(`${scheme}${host}`) ? `; did you mean "${scheme}${host}"?` : ''
}

function wantedInstead(text: string): string | undefined {
  const [, scheme = '', port] = ORIGIN.exec(text) ?? []
  if (port === undefined) return undefined
  if (port === DEFAULT_PORTS[scheme]) return `${JSON.stringify(text.slice(0, -port.length - 1))}, as the browser writes it`
  return Number(port) > PORT_MAX ? `a port of at most ${PORT_MAX}` : undefined
}
