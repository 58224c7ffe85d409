// One or several texts of which one must match, each in a control of its own: a comma is part of a text.
import { useSignal } from '@preact/signals'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import { useRowKeys } from '../parts/row-keys.ts'
import { TextInput } from '../parts/text-input.tsx'

interface Props {
  label: string
  values: string[]
  /** A datalist's id. */
  list?: string | undefined
  onChange: (values: string[]) => void
}

export function ValueList({ label, values, list, onChange }: Props) {
  // One more, which stands in the file once it has a text.
  const isAdding = useSignal(false)
  const isFresh = isAdding.value || !values.length
  const shown = isFresh ? [...values, ''] : values
  const keys = useRowKeys(shown.length)
  const nth = (index: number): string => (index ? t('when.nth', { what: label, number: index + 1 }) : label)
  const remove = (index: number): void => {
    keys.remove(index)
    isAdding.value = false
    onChange(values.filter((_, at) => at !== index))
  }
  const put = (index: number, text: string): void => {
    if (!text && index < values.length) remove(index)
    if (!text) return
    isAdding.value = isAdding.value && index < values.length
    onChange(shown.map((one, at) => (at === index ? text : one)).filter(Boolean))
  }
  return (
    <div class="value-list">
      {shown.map((value, index) => (
        <div class="row" key={keys.of(index)}>
          <Field label={nth(index)} isHidden={index > 0}>
            <TextInput
              class="mono"
              value={value}
              list={list}
              spellcheck={false}
              autocapitalize="off"
              autocomplete="off"
              onChange={(event) => put(index, event.currentTarget.value.trim())}
            />
          </Field>
          <RemoveButton what={nth(index)} onRemove={() => remove(index)} />
        </div>
      ))}
      {values.length > 0 && (
        <button type="button" class="quiet small" onClick={() => (isAdding.value = true)}>
          <Icon name="plus" />
          {t('where.or')}
          <span class="unseen">{label}</span>
        </button>
      )}
    </div>
  )
}
