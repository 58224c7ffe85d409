// The operator's dry run: a hub file, saved or not, and a capture → for each rule the envelope and the exact body that Braze would get. Nothing is stored, sent or logged.
import { z } from 'zod'
import type { DryRunAnswer, Inherited, Issue } from '../../core/admin.ts'
import { dryRun } from '../../core/dry-run.ts'
import { dryRunRule } from '../../core/dry-run-rule.ts'
import { parseCapture } from '../../schema/capture.ts'
import { pathText, type Finding } from '../../schema/issues.ts'
import { warningsOf } from '../../schema/warnings/warnings.ts'
import { tables } from '../accept/tables.ts'
import { readTexts } from '../hubs/load-hubs.ts'
import { inheritedBy, readHubFile, type ReadFile } from '../hubs/read-hub-file.ts'
import { declaration, revOf } from '../hubs/rev.ts'
import type { Admin } from './admin.ts'
import { bodyOf, type AdminHandler } from './admin-call.ts'
import { issueOf } from './issue-of.ts'
import { Refusal } from './refusal.ts'

const dryRunSchema = z.strictObject({ hub: z.looseObject({ hub: z.string() }), capture: z.unknown().optional() })

export function dryRunRoutes(admin: Admin): Record<'dryRun', AdminHandler> {
  return {
    async dryRun(call) {
      const asked = bodyOf(dryRunSchema, call)
      if ('bad' in asked) return asked.bad
      const { hub } = asked.body
      const capture = asked.body.capture === undefined ? undefined : parseCapture(asked.body.capture, new Date(call.now).toISOString())
      if (capture?.ok === false) return new Refusal('invalid_request', { detail: capture.findings.map(wrongIn).join('; ') })
      const texts = await readTexts(admin.folder)
      const name = `${hub.hub}.json`
      const read: ReadFile = (one) => (one === name ? JSON.stringify(hub) : texts.get(one))
      const given = inheritedBy(name, read) as Inherited | undefined
      const inherited = given && { inherited: given }
      const judged = readHubFile(name, read)
      if (!judged.ok) return { issues: judged.faults.map(issueOf), ...inherited, rules: [] } satisfies DryRunAnswer
      const issues = warningsOf(judged.hub, admin.rememberIdsDays).map(({ path, message }): Issue => ({
        level: 'warning',
        path: [...path],
        message,
      }))
      const rev = revOf(declaration(judged.hub))
      const runs = capture === undefined ? [] : dryRun(judged.hub, rev, capture.capture, { tables, now: call.now })
      return { issues, ...inherited, rules: runs.map(dryRunRule) } satisfies DryRunAnswer
    },
  }
}

/** Without what was found: it may be a person's. */
function wrongIn({ path, wanted }: Finding): string {
  return `${pathText(['capture', ...path])}: wanted ${wanted}`
}
