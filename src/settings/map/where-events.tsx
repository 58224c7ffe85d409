// What the Komo event must say for the rule to take it: paths that the inspector saw are offered, a row just added stands in the file once it has both path and value.
import { useSignal } from '@preact/signals'
import type { Seen } from '../../core/inspector.ts'
import type { Rule, Scalar } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { CheckedField, type Reading } from '../parts/checked-field.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import { useRowKeys } from '../parts/row-keys.ts'
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

  const rowOf = ([path, wanted]: WhereEventRow, index: number): RowProps => {
    const set = (row: WhereEventRow): void => onChange(rows.map((one, at) => (at === index ? row : one)))
    return {
      path,
      values: [wanted].flat(),
      text: textOfValues([wanted].flat()),
      isNeeded: true,
      isTaken: (next) => isTaken(next, index),
      onPath: (next) => set([next, wanted]),
      onText: (typed) => set([path, wantedOfText(typed, wanted) ?? '']),
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
    if (next.path && wanted !== undefined) end([next.path, wanted])
    else draft.value = next
  }
  const draftRow = (): RowProps => ({
    ...draft.value,
    isTaken: (next) => isTaken(next),
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
  /** Part of the rule: without a path or a value the rule would take other events. */
  isNeeded?: boolean
  isTaken: (path: string) => boolean
  onPath: (path: string) => void
  onText: (text: string) => void
  onRemove: () => void
}

function Row({ number, path, text, values = [], isNeeded = false, isTaken, onPath, onText, onRemove }: RowProps & { number: number }) {
  const needed = (typed: string, isThere: boolean): Reading<string> =>
    isThere || !isNeeded ? { read: typed } : { wrong: t('where.needed') }
  return (
    <div class="row where-event">
      <CheckedField
        label={t('where.event', { number })}
        shown={path}
        list="event-paths"
        placeholder="isCorrect"
        read={(typed) => {
          const next = typed.trim()
          return isTaken(next) ? { wrong: t('map.nameTaken') } : needed(next, next !== '')
        }}
        onRead={onPath}
      />
      <CheckedField
        label={t('where.eventIs', { number })}
        hint={severalHint(values)}
        shown={text}
        placeholder={t('if.valuesHint')}
        read={(typed) => needed(typed, wantedOfText(typed) !== undefined)}
        onRead={onText}
      />
      <RemoveButton what={t('where.event', { number })} onRemove={onRemove} />
    </div>
  )
}
