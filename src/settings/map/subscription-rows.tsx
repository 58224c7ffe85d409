// Which opt-in boxes set which of Braze's subscription states. A tick is "subscribed"; what no tick means is declared.
import type { SubscriptionTarget } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import { useRowKeys } from '../parts/row-keys.ts'
import { SourceInput } from '../parts/source-input.tsx'
import { without } from './rows.ts'
import { TextInput } from '../parts/text-input.tsx'

interface Props {
  targets: SubscriptionTarget[]
  onChange: (targets: SubscriptionTarget[]) => void
}

export function SubscriptionRows({ targets, onChange }: Props) {
  const set = (index: number, next: SubscriptionTarget): void => onChange(targets.map((one, at) => (at === index ? next : one)))
  const keys = useRowKeys(targets.length)
  const remove = (index: number): void => {
    keys.remove(index)
    onChange(targets.filter((_, at) => at !== index))
  }
  return (
    <section class="card subscriptions">
      <h2>{t('subscriptions.title')}</h2>
      <p class="hint">{t('subscriptions.hint')}</p>
      <datalist id="subscription-targets">
        <option value="email_subscribe" />
        <option value="push_subscribe" />
      </datalist>
      <ul class="value-rows">
        {targets.map((target, index) => (
          <li class="value-row" key={keys.of(index)}>
            <div class="value-main">
              <Field label={t('map.sourceOf', { name: target.to })} isHidden>
                <SourceInput value={target.from} onChange={(from) => set(index, { ...target, from })} />
              </Field>
              <Field label={t('subscriptions.to')} isHidden>
                <TextInput
                  class="mono"
                  list="subscription-targets"
                  value={target.to}
                  placeholder={t('subscriptions.group')}
                  onChange={(event) => set(index, { ...target, to: event.currentTarget.value.trim() })}
                />
              </Field>
              <Field label={t('subscriptions.off', { name: target.to })} isHidden>
                <select
                  value={target.off ?? 'ignore'}
                  onChange={(event) => {
                    const rest = without(target, 'off')
                    set(index, event.currentTarget.value === 'unsubscribe' ? { ...rest, off: 'unsubscribe' } : rest)
                  }}
                >
                  <option value="ignore">{t('subscriptions.ignore')}</option>
                  <option value="unsubscribe">{t('subscriptions.unsubscribe')}</option>
                </select>
              </Field>
              <div class="row-actions">
                <RemoveButton what={target.to} onRemove={() => remove(index)} />
              </div>
            </div>
          </li>
        ))}
      </ul>
      <button type="button" class="quiet small" onClick={() => onChange([...targets, { to: 'email_subscribe', from: 'field.optin' }])}>
        <Icon name="plus" />
        {t('subscriptions.add')}
      </button>
    </section>
  )
}
