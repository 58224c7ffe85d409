// A fault as Connect shows it: with the keys of the place that it leads to.
import type { Issue } from '../../core/admin.ts'
import type { Fault } from '../hubs/fault.ts'

export function issueOf({ path, message, file }: Fault): Issue {
  return { level: 'error', path, message: file === undefined ? message : `${file}: ${message}` }
}
