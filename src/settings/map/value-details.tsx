// What else can be declared of a value: where it comes from, lists and operations, formats, replacements. What is not offered here stays as the file has it.
import { useRef } from 'preact/hooks'
import { OPERATIONS, type Operation, type Value, type ValueType } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { CheckedField } from '../parts/checked-field.tsx'
import { TextInput } from '../parts/text-input.tsx'
import { ConditionEditor } from './condition-editor.tsx'
import { FixedField, notText } from './fixed-field.tsx'
import type { Target } from './fixed-value.ts'
import { mapOfText, textOfMap, type WrongLine } from './replacements.ts'
import { change } from './rows.ts'
import { ofSort, SORTS, sortOf, type Sort } from './value-sort.ts'

/** Those on arrays of objects (`$add` …) are left to who writes the file by hand. */
const OFFERED = OPERATIONS.filter((op) => !op.startsWith('$'))
const FORMATTED: ValueType[] = ['date', 'datetime', 'number', 'integer']

interface Props {
  name: string
  of: 'attribute' | 'property'
  value: Value
  target: Target
  /** What it read before, by sort. */
  before: Pick<Value, Sort>
  onChange: (value: Value) => void
}

export function ValueDetails({ of, name, value, target, before, onChange }: Props) {
  // A value that is always the same is declared as it will be sent: nothing of it is read, split or replaced.
  const isRead = sortOf(value) !== 'value'
  const isNumber = target.type === 'number' || target.type === 'integer'
  const firstMap = useRef(value.map).current
  const set = (changes: Parameters<typeof change>[1]): void => onChange(change(value, changes))
  const text = (key: 'format' | 'region' | 'split') => (
    <Field label={t(`detail.${key}`)} hint={t(key === 'format' && isNumber ? 'detail.formatNumberHint' : `detail.${key}Hint`)}>
      <TextInput class="mono" value={value[key] ?? ''} onChange={(event) => set({ [key]: event.currentTarget.value || undefined })} />
    </Field>
  )
  return (
    <div class="value-details columns">
      <Field label={t('detail.sort')}>
        <select value={sortOf(value)} onChange={(event) => onChange(ofSort(value, event.currentTarget.value as Sort, before))}>
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {t(`detail.${sort}`)}
            </option>
          ))}
        </select>
      </Field>
      {of === 'attribute' && (
        <Field label={t('detail.op')}>
          <select
            value={value.op ?? 'set'}
            onChange={(event) => set({ op: event.currentTarget.value === 'set' ? undefined : (event.currentTarget.value as Operation) })}
          >
            {[...new Set([...OFFERED, value.op ?? 'set'])].map((op) => (
              <option key={op} value={op}>
                {op.startsWith('$') ? op : t(`op.${op as 'set'}`)}
              </option>
            ))}
          </select>
        </Field>
      )}
      {(!target.isList || value.many) && (
        <Field label={t('detail.many')}>
          <select
            value={value.many ? 'many' : 'one'}
            onChange={(event) => set({ many: event.currentTarget.value === 'many' ? true : undefined })}
          >
            <option value="one">{t('detail.one')}</option>
            <option value="many">{t('detail.list')}</option>
          </select>
        </Field>
      )}
      {(isRead && FORMATTED.includes(target.type)) || value.format ? text('format') : null}
      {(isRead && target.type === 'phone') || value.region ? text('region') : null}
      {(isRead && target.isList) || value.split ? text('split') : null}
      {(isRead || value.default !== undefined) && (
        <FixedField
          label={t('detail.default')}
          hint={t('detail.defaultHint')}
          value={value.default}
          target={target}
          onChange={(next) => set({ default: next })}
          onNone={() => set({ default: undefined })}
        />
      )}
      {(isRead || value.map) && (
        <CheckedField
          label={t('detail.map')}
          hint={t('detail.mapHint')}
          rows={3}
          shown={textOfMap(value.map)}
          read={(typed) => {
            const reading = mapOfText(typed, value.map, target, firstMap)
            return 'wrong' in reading ? { wrong: wrongText(reading.wrong) } : reading
          }}
          onRead={(map) => set({ map })}
        />
      )}
      {(isRead || value.tooLong) && (
        <Field label={t('detail.tooLong')}>
          <select
            value={value.tooLong ?? 'refuse'}
            onChange={(event) => set({ tooLong: event.currentTarget.value === 'cut' ? 'cut' : undefined })}
          >
            <option value="refuse">{t('detail.refuse')}</option>
            <option value="cut">{t('detail.cut')}</option>
          </select>
        </Field>
      )}
      <ConditionEditor of={name} label={t('if.set')} condition={value.when} onChange={(when) => set({ when })} />
    </div>
  )
}

function wrongText({ line, why }: WrongLine): string {
  if (why === 'noEquals' || why === 'twice') return t(`replace.${why}`, { line })
  return t('replace.wrong', { line, why: notText(why) })
}
