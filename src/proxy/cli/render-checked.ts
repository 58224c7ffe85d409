// What `check` prints for one file: a line for each finding, and the body that Braze would get.
import type { DryRun } from '../../core/dry-run.ts'
import type { Checked } from './check-file.ts'

type Preview = NonNullable<Checked['previews']>[number]

export function renderChecked({ file, kind, errors, warnings, previews }: Checked): string {
  const counts = [count(errors.length, 'error'), count(warnings.length, 'warning')].filter((text) => text !== '').join(', ')
  const head = NO_HUB[kind] ?? (counts || 'ok')
  return [
    `${file}: ${head}`,
    ...errors.map((error) => `  error    ${error}`),
    ...warnings.map(({ path, code, message }) => `  warning  ${path}: ${message} [${code}]`),
    ...(previews ?? []).flatMap(renderDryRun),
    '',
  ].join('\n')
}

const NO_HUB: { [kind in Checked['kind']]?: string } = {
  base: 'shared by other files, not a hub itself',
  keys: 'keys that the proxy keeps, not a hub',
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`
}

function renderDryRun(run: Preview): string[] {
  const near = run.near.map((one) => `    nearly   ${one}`)
  return [...renderRun(run), ...near]
}

function renderRun(run: DryRun): string[] {
  if ('miss' in run) return [`  rule ${run.rule} does not take the sample: ${run.miss}`]
  const { rule, consent, waits, withheld, shaped } = run
  const takes = `  rule ${rule} takes the sample`
  if (consent === 'denied' || (consent === 'absent' && !waits))
    return [`${takes}, but sends nothing: its consent field ${consent === 'denied' ? 'does not say yes' : 'is missing'}`]
  const left = [
    ...withheld.map(
      (name) => `    withheld ${name}: looks like a payment card's number; "allow": "digits" lets it through if it is not one`,
    ),
    ...shaped.problems.map(({ target, code }) => `    problem  ${target}: ${code}`),
  ]
  if ('refusal' in shaped) return [`${takes}, but nothing reaches Braze: ${shaped.detail} [${shaped.refusal}]`, ...left]
  const body = JSON.stringify(shaped.request, undefined, 2).replace(/^/gm, '    ')
  return [`${takes}${waits ? ', and waits for consent: its field is missing; then' : ';'} POST /users/track gets:`, body, ...left]
}
