// What is wrong with a hub or a workspace, and where. The log and `check` make a line of it; Connect leads to the place.
import { messageOf, placeText, type Finding } from '../../schema/issues.ts'

export interface Fault {
  /** Keys down to the place. */
  path: Finding['path']
  /** What was found and what is wanted. */
  message: string
  /** The other file that has the fault; `path` then leads to the key that brings that file in. */
  file?: string
}

export function faultOf({ path, ...finding }: Finding): Fault {
  return { path, message: messageOf(finding) }
}

export function faultLine({ path, message, file }: Fault): string {
  return `${file ?? placeText(path)}: ${message}`
}
