// `check`: says what is wrong with hub files, what will not do what it seems to, and what Braze would get for a sample. Reads files, DEV_BRAZE_HOSTS and nothing else.
import type { Capture } from '../../core/capture.ts'
import { parseCapture } from '../../schema/capture.ts'
import { line } from '../../schema/issues.ts'
import { readJson } from '../hubs/read-json.ts'
import { checkFile, type Checked } from './check-file.ts'
import type { CheckIo } from './check-io.ts'
import { readWords } from './read-words.ts'
import { renderChecked } from './render-checked.ts'
import { UsageError } from './usage-error.ts'

export const CHECK_USAGE = `Usage: check <hub file>… [--capture <sample.json>] [--json] [--strict]
  --capture  also show what Braze would get for this capture: {"on": "form", "fields": {"email": "jo@example.com"}, "card": {"type": "Quiz"}}
  --json     the findings as JSON
  --strict   warnings fail the check too
Exit codes: 0 no errors, 1 errors, 2 wrong usage.`

/**
 * Returns the exit code: 0, 1 (errors; with --strict warnings too), 2 (no such sample).
 * @throws UsageError
 */
export async function check(args: string[], io: CheckIo): Promise<number> {
  const { files, captureFile, json, strict } = read(args)
  const sample = captureFile === undefined ? undefined : readSample(captureFile, io)
  if (sample && !sample.ok) {
    for (const error of sample.errors) io.err(`${captureFile}: ${error}`)
    return 2
  }
  const checked = files.map((file) => checkFile(file, files, io, sample?.capture))
  io.out(json ? `${JSON.stringify({ files: checked }, undefined, 2)}\n` : checked.map(renderChecked).join('\n'))
  return checked.some((one) => fails(one, strict)) ? 1 : 0
}

function fails({ errors, warnings }: Checked, strict: boolean): boolean {
  return errors.length > 0 || (strict && warnings.length > 0)
}

function read(args: string[]): { files: string[]; captureFile: string | undefined; json: boolean; strict: boolean } {
  const { values, positionals: files } = readWords({
    args,
    allowPositionals: true,
    options: { capture: { type: 'string' }, json: { type: 'boolean' }, strict: { type: 'boolean' } },
  })
  if (files.length === 0) throw new UsageError('check: no hub file is given')
  return { files, captureFile: values.capture, json: values.json ?? false, strict: values.strict ?? false }
}

function readSample(file: string, io: CheckIo): { ok: true; capture: Capture } | { ok: false; errors: string[] } {
  const text = io.read(file)
  if (text === undefined) return { ok: false, errors: ['there is no such file'] }
  if (typeof text !== 'string') return { ok: false, errors: [line({ path: [], ...text })] }
  const read = readJson(text)
  if (!('json' in read))
    return { ok: false, errors: [`the file: found ${read.found} (${read.place}: ${read.mistake}), wanted a capture as a JSON object`] }
  const parsed = parseCapture(read.json, new Date(io.now()).toISOString())
  return parsed.ok ? parsed : { ok: false, errors: parsed.findings.map(line) }
}
