// What `check` prints for one file: a line for each finding, and the body that Braze would get.
import type { Preview } from '../../schema/preview.ts'
import type { Checked } from './check-file.ts'

export function renderChecked({ file, kind, errors, warnings, previews }: Checked): string {
  const counts = [count(errors.length, 'error'), count(warnings.length, 'warning')].filter((text) => text !== '').join(', ')
  const head = kind === 'base' ? 'shared by another file, no hub of its own' : counts || 'ok'
  return [
    `${file}: ${head}`,
    ...errors.map((error) => `  error    ${error}`),
    ...warnings.map(({ path, code, message }) => `  warning  ${path}: ${message} [${code}]`),
    ...(previews ?? []).flatMap(renderPreview),
    '',
  ].join('\n')
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`
}

function renderPreview(preview: Preview): string[] {
  if ('miss' in preview) return [`  rule ${preview.rule} does not take the sample: ${preview.miss}`]
  const { rule, consent, shaped } = preview
  const problems = shaped.problems.map(({ target, code }) => `    problem  ${target}: ${code}`)
  if (consent === 'denied' || consent === 'absent') {
    return [
      `  rule ${rule} takes the sample, but sends nothing: its consent field ${consent === 'denied' ? 'does not read true' : 'is not there'}`,
    ]
  }
  if ('refusal' in shaped)
    return [`  rule ${rule} takes the sample, but nothing reaches Braze: ${shaped.detail} [${shaped.refusal}]`, ...problems]
  const body = JSON.stringify(shaped.request, undefined, 2).replace(/^/gm, '    ')
  return [`  rule ${rule} takes the sample; POST /users/track gets:`, body, ...problems]
}
