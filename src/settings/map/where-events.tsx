// What the Komo event must say for the rule to take it: paths that the inspector saw are offered, a row just added stands in the file once it has both path and value.
import { useSignal } from '@preact/signals'
import type { Seen } from '../../core/admin.ts'
import type { Rule } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import { TextInput } from '../parts/text-input.tsx'
import { textOfWanted, wantedOfText, whereEventRows, type WhereEventRow } from './where-event.ts'

interface Props {
  rule: Rule
  seen: Seen | undefined
  isAdding: boolean
  onAdded: () => void
  onChange: (rows: WhereEventRow[]) => void
}

export function WhereEvents({ rule, seen, isAdding, onAdded, onChange }: Props) {
  const on = [rule.on].flat()
  const rows = whereEventRows(rule.where ?? {})
  const paths = new Set(
    (seen?.events ?? []).filter(({ name }) => on.includes(name)).flatMap((event) => event.paths.map(({ path }) => path)),
  )
  const isTaken = (path: string, index?: number): boolean => rows.some(([other], at) => other === path && at !== index)
  return (
    <>
      <datalist id="event-paths">
        {[...paths].map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
      {rows.map(([path, wanted], index) => {
        const text = textOfWanted(wanted)
        const set = (row: WhereEventRow): void => onChange(rows.map((one, at) => (at === index ? row : one)))
        return (
          <Row
            key={index}
            number={index + 1}
            path={path}
            text={text ?? JSON.stringify(wanted)}
            isFixed={text === undefined}
            // Without a path or a value, or with another row's path, it would be another rule: the old one stands.
            onPath={(next) => next && !isTaken(next, index) && set([next, wanted])}
            onText={(typed) => {
              const next = wantedOfText(typed, wanted)
              if (next !== undefined) set([path, next])
            }}
            onRemove={() => onChange(rows.filter((_, at) => at !== index))}
          />
        )
      })}
      {isAdding && (
        <Draft
          number={rows.length + 1}
          isTaken={isTaken}
          onDone={(row) => {
            onAdded()
            if (row) onChange([...rows, row])
          }}
        />
      )}
    </>
  )
}

interface DraftProps {
  number: number
  isTaken: (path: string) => boolean
  /** Without a row: taken away again. */
  onDone: (row?: WhereEventRow) => void
}

function Draft({ number, isTaken, onDone }: DraftProps) {
  const path = useSignal('')
  const text = useSignal('')
  const put = (): void => {
    const wanted = wantedOfText(text.value)
    if (path.value && !isTaken(path.value) && wanted !== undefined) onDone([path.value, wanted])
  }
  return (
    <Row
      number={number}
      path={path.value}
      text={text.value}
      onPath={(next) => {
        path.value = next
        put()
      }}
      onText={(next) => {
        text.value = next
        put()
      }}
      onRemove={() => onDone()}
    />
  )
}

interface RowProps {
  number: number
  path: string
  text: string
  /** The values can only be shown. */
  isFixed?: boolean
  onPath: (path: string) => void
  onText: (text: string) => void
  onRemove: () => void
}

function Row({ number, path, text, isFixed, onPath, onText, onRemove }: RowProps) {
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
      <Field label={t('where.eventIs', { number })} hint={isFixed && t('map.inFile')}>
        {isFixed ? (
          <input class="mono" value={text} readOnly />
        ) : (
          <TextInput class="mono" value={text} placeholder={t('if.valuesHint')} onChange={(event) => onText(event.currentTarget.value)} />
        )}
      </Field>
      <RemoveButton what={t('where.event', { number })} onRemove={onRemove} />
    </div>
  )
}
