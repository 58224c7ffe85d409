// What else can be declared of a value: where it comes from, lists and operations, formats, replacements. What is not offered here stays as the file has it.
import type { Json } from '../../core/json.ts'
import type { Operation, Value } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { TextArea, TextInput } from '../parts/text-input.tsx'
import { ConditionEditor } from './condition-editor.tsx'
import { change } from './rows.ts'
import { scalarOf } from './scalar.ts'
import { ofSort, SORTS, sortOf, type Sort } from './value-sort.ts'

const OPERATIONS: Operation[] = ['set', 'add', 'remove', 'inc', 'merge']

interface Props {
  name: string
  of: 'attribute' | 'property'
  value: Value
  onChange: (value: Value) => void
}

export function ValueDetails({ of, name, value, onChange }: Props) {
  const set = (changes: Parameters<typeof change>[1]): void => onChange(change(value, changes))
  const text = (key: 'format' | 'region' | 'split') => (
    <Field label={t(`detail.${key}`)} hint={t(`detail.${key}Hint`)}>
      <TextInput class="mono" value={value[key] ?? ''} onChange={(event) => set({ [key]: event.currentTarget.value || undefined })} />
    </Field>
  )
  return (
    <div class="value-details columns">
      <Field label={t('detail.sort')}>
        <select value={sortOf(value)} onChange={(event) => onChange(ofSort(value, event.currentTarget.value as Sort))}>
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
            {[...new Set([...OPERATIONS, value.op ?? 'set'])].map((op) => (
              <option key={op} value={op}>
                {op.startsWith('$') ? op : t(`op.${op as 'set'}`)}
              </option>
            ))}
          </select>
        </Field>
      )}
      <Field label={t('detail.many')}>
        <select
          value={value.many ? 'many' : 'one'}
          onChange={(event) => set({ many: event.currentTarget.value === 'many' ? true : undefined })}
        >
          <option value="one">{t('detail.one')}</option>
          <option value="many">{t('detail.list')}</option>
        </select>
      </Field>
      {(value.type === 'date' || value.type === 'datetime' || value.format) && text('format')}
      {(value.type === 'phone' || value.region) && text('region')}
      {(value.many || value.split) && text('split')}
      <Field label={t('detail.default')} hint={t('detail.defaultHint')}>
        <TextInput
          value={value.default === undefined ? '' : typeof value.default === 'string' ? value.default : JSON.stringify(value.default)}
          onChange={(event) => set({ default: event.currentTarget.value ? scalarOf(event.currentTarget.value) : undefined })}
        />
      </Field>
      <Field label={t('detail.map')} hint={t('detail.mapHint')}>
        <TextArea class="mono" rows={3} value={mapText(value.map)} onChange={(event) => set({ map: mapOf(event.currentTarget.value) })} />
      </Field>
      <Field label={t('detail.tooLong')}>
        <select
          value={value.tooLong ?? 'refuse'}
          onChange={(event) => set({ tooLong: event.currentTarget.value === 'cut' ? 'cut' : undefined })}
        >
          <option value="refuse">{t('detail.refuse')}</option>
          <option value="cut">{t('detail.cut')}</option>
        </select>
      </Field>
      <ConditionEditor of={name} label={t('if.set')} condition={value.when} onChange={(when) => set({ when })} />
    </div>
  )
}

function mapText(map: Value['map']): string {
  return Object.entries(map ?? {})
    .map(([from, to]) => `${from} = ${typeof to === 'string' ? to : JSON.stringify(to)}`)
    .join('\n')
}

function mapOf(text: string): Value['map'] {
  const pairs = text.split('\n').flatMap((line): [string, Json][] => {
    const at = line.indexOf('=')
    return at > 0 ? [[line.slice(0, at).trim(), scalarOf(line.slice(at + 1).trim())]] : []
  })
  return pairs.length ? Object.fromEntries(pairs) : undefined
}
