// From a hub file's JSON (`extends` merged) to a HubFile, or to one finding for each thing that is wrong with it.
import type { HubFile } from '../core/hub-file.ts'
import { declarationErrors } from './declaration/declaration-errors.ts'
import { hubFileSchema } from './hub-file.ts'
import { findingsOf, type Finding } from './issues.ts'
import { plainJsonFindings } from './plain-json.ts'

export type ParsedHubFile = { ok: true; hub: HubFile } | { ok: false; findings: Finding[] }

/** Never throws. What the grammar allows but no hub can mean (an operation that its type cannot do, a reserved name) is an error too. */
export function parseHubFile(json: unknown): ParsedHubFile {
  const odd = plainJsonFindings(json)
  if (odd.length > 0) return { ok: false, findings: odd }
  const parsed = hubFileSchema.safeParse(json)
  const findings = parsed.success ? declarationErrors(parsed.data, Date.now()) : findingsOf(parsed.error.issues, json)
  if (findings.length > 0 || !parsed.success) return { ok: false, findings }
  return { ok: true, hub: parsed.data }
}
