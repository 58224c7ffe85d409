// Several values as an operator types them, with commas between. One that would be read otherwise, because it has a comma or outer blanks of its own, stands in double quotes.
import type { Scalar } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'

const PART = /\s*"(?:[^"\\]|\\.)*"(?=\s*(?:,|$))|[^,]+/g

export function valuesOfText(text: string): string[] {
  return (text.match(PART) ?? [])
    .map((part) => part.trim())
    .filter(Boolean)
    .map(unquoted)
}

export function textOfValues(values: readonly Scalar[]): string {
  return values.map(quoted).join(', ')
}

/** How many there are, so that a comma which was meant as part of one is noticed. */
export function severalHint(values: readonly Scalar[]): string | undefined {
  return values.length > 1 ? t('if.several', { count: values.length, example: '"a, b"' }) : undefined
}

function unquoted(part: string): string {
  if (!/^".*"$/s.test(part)) return part
  try {
    return JSON.parse(part) as string
  } catch {
    return part
  }
}

function quoted(value: Scalar): string {
  const text = String(value)
  const [only, ...others] = valuesOfText(text)
  return only === text && !others.length && !text.startsWith('"') ? text : JSON.stringify(text)
}
