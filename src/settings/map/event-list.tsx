// One or several Komo events (and forms, where those are on offer): a select for each, and one more to add another.
import type { KomoEvent } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import { useRowKeys } from '../parts/row-keys.ts'

interface Props {
  label: string
  names: string[]
  events: KomoEvent[]
  withForm?: boolean
  onChange: (names: string[]) => void
}

export function EventList({ label, names, events, withForm, onChange }: Props) {
  const keys = useRowKeys(names.length)
  const nth = (index: number): string => (index ? t('when.nth', { what: label, number: index + 1 }) : label)
  const options = (own?: string) => {
    const isFree = (name: string): boolean => name === own || !names.includes(name)
    return (
      <>
        {withForm && isFree('form') && <option value="form">{t('when.form')}</option>}
        <optgroup label={t('when.events')}>
          {events.filter(isFree).map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </optgroup>
      </>
    )
  }
  return (
    <div class="event-list">
      {names.map((name, index) => (
        <div class="row" key={keys.of(index)}>
          <Field label={nth(index)} isHidden={index > 0}>
            <select
              value={name}
              onChange={(event) => {
                const { value } = event.currentTarget
                onChange(names.map((one, at) => (at === index ? value : one)))
              }}
            >
              {options(name)}
            </select>
          </Field>
          {names.length > 1 && (
            <RemoveButton
              what={name === 'form' ? t('when.form') : name}
              onRemove={() => {
                keys.remove(index)
                onChange(names.filter((_, at) => at !== index))
              }}
            />
          )}
        </div>
      ))}
      <Field label={nth(names.length)} isHidden>
        <select
          class="small"
          value=""
          onChange={(event) => {
            const { value } = event.currentTarget
            event.currentTarget.value = ''
            onChange([...names, value])
          }}
        >
          <option value="">{t('when.also')}</option>
          {options()}
        </select>
      </Field>
    </div>
  )
}
