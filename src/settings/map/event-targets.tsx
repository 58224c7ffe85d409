// The custom events that a rule sends, each with its properties: what campaigns start from and e-mails are filled with.
import type { EventTarget } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import { useRowKeys } from '../parts/row-keys.ts'
import { PLAY_ROWS } from './collect.ts'
import { ConditionEditor } from './condition-editor.tsx'
import { rowsOf, targetsOf, without } from './rows.ts'
import { ValueRows } from './value-rows.tsx'
import { TextInput } from '../parts/text-input.tsx'

interface Props {
  targets: EventTarget[]
  /** Whether the rule gathers the answers of a play: then properties can hold them. */
  hasPlay?: boolean
  onChange: (targets: EventTarget[]) => void
}

export function EventTargets({ targets, hasPlay, onChange }: Props) {
  const set = (index: number, next: EventTarget): void => onChange(targets.map((one, at) => (at === index ? next : one)))
  const keys = useRowKeys(targets.length)
  const remove = (index: number): void => {
    keys.remove(index)
    onChange(targets.filter((_, at) => at !== index))
  }
  return (
    <section class="card">
      <h2>{t('events.title')}</h2>
      <p class="hint">{t('events.hint')}</p>
      {targets.map((target, index) => (
        <div class="event-target" key={keys.of(index)}>
          <div class="row">
            <Field label={t('events.name')}>
              <TextInput
                class="mono"
                value={target.name}
                spellcheck={false}
                onChange={(event) => set(index, { ...target, name: event.currentTarget.value.trim() })}
              />
            </Field>
            <RemoveButton what={target.name} onRemove={() => remove(index)} />
          </div>
          <ConditionEditor
            of={target.name}
            label={t('if.send')}
            condition={target.when}
            onChange={(when) => set(index, when ? { ...target, when } : without(target, 'when'))}
          />
          <ValueRows
            of="property"
            rows={rowsOf(target.properties)}
            offers={hasPlay ? playOffers() : []}
            onChange={(rows) => {
              const rest = without(target, 'properties')
              const properties = targetsOf(rows, target.properties)
              set(index, properties ? { ...rest, properties } : rest)
            }}
          />
        </div>
      ))}
      <button type="button" class="quiet small" onClick={() => onChange([...targets, { name: 'komo_entry' }])}>
        <Icon name="plus" />
        {t('events.add')}
      </button>
    </section>
  )
}

function playOffers() {
  return (['answers', 'complete'] as const).map((key) => ({ label: t(`collect.${key}Add`), row: PLAY_ROWS[key] }))
}
