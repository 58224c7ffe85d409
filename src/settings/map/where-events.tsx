// What the Komo event must say for the rule to take it: paths that the inspector saw are offered, a row just added stands in the file once it has both path and value.
import { useSignal } from '@preact/signals'
import type { Seen } from '../../core/admin.ts'
import type { Rule, Scalar } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import { useRowKeys } from '../parts/row-keys.ts'
import { TextInput } from '../parts/text-input.tsx'
import { severalHint, textOfValues } from './typed-values.ts'
import { wantedOfText, whereEventRows, type WhereEventRow } from './where-event.ts'

interface Props {
  rule: Rule
  seen: Seen | undefined
  isAdding: boolean
  onAdded: () => void
  onChange: (rows: WhereEventRow[]) => void
}

export function WhereEvents({ rule, seen, isAdding, onAdded, onChange }: Props) {
  const draft = useSignal({ path: '', text: '' })
  const on = [rule.on].flat()
  const rows = whereEventRows(rule.where ?? {})
  const paths = new Set(
    (seen?.events ?? []).filter(({ name }) => on.includes(name)).flatMap((event) => event.paths.map(({ path }) => path)),
  )
  const keys = useRowKeys(rows.length + (isAdding ? 1 : 0))
  const isTaken = (path: string, index?: number): boolean => rows.some(([other], at) => other === path && at !== index)

  /** Without a path or a value, or with another row's path, it would be another rule: the old one stands. */
  const rowOf = ([path, wanted]: WhereEventRow, index: number): RowProps => {
    const set = (row: WhereEventRow): void => onChange(rows.map((one, at) => (at === index ? row : one)))
    return {
      path,
      values: [wanted].flat(),
      text: textOfValues([wanted].flat()),
      onPath: (next) => {
        if (next && !isTaken(next, index)) set([next, wanted])
      },
      onText: (typed) => {
        const next = wantedOfText(typed, wanted)
        if (next !== undefined) set([path, next])
      },
      onRemove: () => {
        keys.remove(index)
        onChange(rows.filter((_, at) => at !== index))
      },
    }
  }
  const end = (row?: WhereEventRow): void => {
    draft.value = { path: '', text: '' }
    onAdded()
    if (row) onChange([...rows, row])
  }
  const put = (next: { path: string; text: string }): void => {
    const wanted = wantedOfText(next.text)
    if (next.path && !isTaken(next.path) && wanted !== undefined) end([next.path, wanted])
    else draft.value = next
  }
  const draftRow = (): RowProps => ({
    ...draft.value,
    onPath: (path) => put({ ...draft.value, path }),
    onText: (text) => put({ ...draft.value, text }),
    onRemove: () => end(),
  })
  return (
    <>
      <datalist id="event-paths">
        {[...paths].map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
      {/* One list: a row keeps its controls, and the focus in them, when it becomes part of the rule. */}
      {[...rows.map(rowOf), ...(isAdding ? [draftRow()] : [])].map((row, index) => (
        <Row key={keys.of(index)} number={index + 1} {...row} />
      ))}
    </>
  )
}

interface RowProps {
  path: string
  text: string
  values?: Scalar[]
  onPath: (path: string) => void
  onText: (text: string) => void
  onRemove: () => void
}

function Row({ number, path, text, values = [], onPath, onText, onRemove }: RowProps & { number: number }) {
  return (
    <div class="row where-event">
      <Field label={t('where.event', { number })}>
        <TextInput
          class="mono"
          list="event-paths"
          value={path}
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          placeholder="isCorrect"
          onChange={(event) => onPath(event.currentTarget.value.trim())}
        />
      </Field>
      <Field label={t('where.eventIs', { number })} hint={severalHint(values)}>
        <TextInput class="mono" value={text} placeholder={t('if.valuesHint')} onChange={(event) => onText(event.currentTarget.value)} />
      </Field>
      <RemoveButton what={t('where.event', { number })} onRemove={onRemove} />
    </div>
  )
}
