// The operator's dry run: a hub file, saved or not, and a capture → for each rule the envelope and the exact body that Braze would get. Nothing is stored, sent or logged.
import { z } from 'zod'
import type { DryRunAnswer, DryRunRule, Inherited } from '../../core/admin.ts'
import type { Capture } from '../../core/capture.ts'
import { compile } from '../../core/compile.ts'
import { WIRE_VERSION, type Envelope } from '../../core/envelope.ts'
import type { HubFile } from '../../core/hub-file.ts'
import { select } from '../../core/select.ts'
import { planOf } from '../../core/shape/plan.ts'
import { shape } from '../../core/shape/shape.ts'
import { parseCapture } from '../../schema/capture.ts'
import { warningsOf } from '../../schema/warnings/warnings.ts'
import { tables } from '../accept/tables.ts'
import { readTexts } from '../hubs/load-hubs.ts'
import { inheritedBy, readHubFile } from '../hubs/read-hub-file.ts'
import { declaration, revOf } from '../hubs/rev.ts'
import type { Admin } from './admin.ts'
import { bodyOf, type AdminHandler } from './admin-call.ts'
import { issueOf } from './issues.ts'
import { refused } from './refused.ts'

const dryRunSchema = z.strictObject({ hub: z.looseObject({ hub: z.string() }), capture: z.unknown().optional() })

export function dryRunRoutes(admin: Admin): Record<'dryRun', AdminHandler> {
  return {
    async dryRun(call) {
      const asked = bodyOf(dryRunSchema, call)
      if ('bad' in asked) return asked.bad
      const { hub } = asked.body
      const capture = asked.body.capture === undefined ? undefined : parseCapture(asked.body.capture, new Date(call.now).toISOString())
      if (capture?.ok === false) return refused('invalid_request', { detail: `capture.${capture.errors[0]?.split(': ')[0] ?? ''}` })
      const texts = await readTexts(admin.folder)
      const name = `${hub.hub}.json`
      const read = (one: string): string | undefined => (one === name ? JSON.stringify(hub) : texts.get(one))
      const given = inheritedBy(name, read) as Inherited | undefined
      const inherited = given && { inherited: given }
      const judged = readHubFile(name, read)
      if (!judged.ok) return { issues: judged.errors.map((line) => issueOf(line)), ...inherited, rules: [] } satisfies DryRunAnswer
      const issues = warningsOf(judged.hub, admin.rememberIdsDays).map(({ path, message }) => issueOf(`${path}: ${message}`, 'warning'))
      const rules = capture === undefined ? [] : dryRun(judged.hub, capture.capture, call.now)
      return { issues, ...inherited, rules } satisfies DryRunAnswer
    },
  }
}

function dryRun(file: HubFile, capture: Capture, now: number): DryRunRule[] {
  const hub = compile(file)
  const rev = revOf(declaration(file))
  return hub.rules.map((rule) => {
    const selection = select(hub, rule, capture)
    if ('miss' in selection) return { rule: rule.id, miss: selection.miss, problems: [] }
    const envelope: Envelope = {
      v: WIRE_VERSION,
      id: capture.submission.id,
      at: capture.submission.at,
      rev,
      rule: rule.id,
      identity: selection.identity,
      ...(hub.pageLocale && { locale: capture.page.language }),
      ...selection.parts,
    }
    return { consent: selection.consent, envelope, ...shapedRule(file, envelope, now) }
  })
}

/** What one envelope becomes, as the inspector and Connect show it. Proofs are not verified here: they have no id to show. */
export function shapedRule(file: HubFile, envelope: Envelope, now: number, proofs: (string | undefined)[] = []): DryRunRule {
  const shaped = shape(envelope, planOf(file), { tables, proofs, at: envelope.at, now })
  const { problems } = shaped
  return { rule: envelope.rule, envelope, problems, ...('refusal' in shaped ? { refusal: shaped.refusal } : { body: shaped.request }) }
}
