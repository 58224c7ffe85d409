// A declared number format: the number 1234.5 as people type it there (`1.234,5`), a currency sign that may stand beside it (`€`), or both (`$1,234.5`).

export interface NumberFormat {
  /** Instead of the locale's. */
  marks?: { decimal: string; group: string; groupSize: number }
  /** A currency sign or code that may stand before or after the number. */
  sign?: string
}

const SAMPLE = /1([.,'\u2019 \u00A0\u202F]?)234([.,])5/

/** `{}` without a format. */
export function readNumberFormat(format: string | undefined): NumberFormat {
  if (format === undefined) return {}
  const sample = SAMPLE.exec(format)
  const sign = format.replace(SAMPLE, '').trim().normalize('NFKC')
  return {
    ...(sample && { marks: { group: sample[1] ?? '', decimal: sample[2] ?? '.', groupSize: 3 } }),
    ...(sign !== '' && { sign }),
  }
}

/** Whether a declared format is one: a sample of 1234.5, a sign, or both. */
export function isNumberFormat(format: string): boolean {
  const { marks, sign } = readNumberFormat(format)
  const fitting = sign === undefined || /^[^\d\s.,'-]{1,5}$/.test(sign)
  return fitting && (marks ? marks.group !== marks.decimal : sign !== undefined)
}
