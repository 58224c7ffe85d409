// One or several texts of which one must match, each in a control of its own, because a comma may be part of one.
import { useSignal } from '@preact/signals'
import { t } from '../i18n.ts'
import { CheckedField, type Reading } from '../parts/checked-field.tsx'
import { Icon } from '../parts/icon.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import { useRowKeys } from '../parts/row-keys.ts'

interface Props {
  label: string
  values: string[]
  /** A datalist's id. */
  list?: string | undefined
  /** Why a text can never match. */
  wrongOf?: ((text: string) => string | undefined) | undefined
  onChange: (values: string[]) => void
}

export function ValueList({ label, values, list, wrongOf, onChange }: Props) {
  // An empty one more, which goes into the file once it has a text.
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
          <CheckedField
            label={nth(index)}
            isHidden={index > 0}
            shown={value}
            list={list}
            read={(typed): Reading<string> => {
              const text = typed.trim()
              const wrong = text && wrongOf?.(text)
              return wrong ? { wrong } : { read: text }
            }}
            onRead={(text) => put(index, text)}
          />
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
