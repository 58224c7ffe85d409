// Which captures a rule takes: forms or Komo events, of which cards and pages, when a form counts as submitted, and whether answers go one by one or a play at once.
import type { Seen } from '../../core/admin.ts'
import type { Confirm, Rule } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { TextInput } from '../parts/text-input.tsx'
import { CollectFields } from './collect-fields.tsx'
import { freshCollect } from './collect.ts'
import { EventList } from './event-list.tsx'
import { eventNames, putOn } from './event-names.ts'
import { Places } from './places.tsx'

interface Props {
  rule: Rule
  seen: Seen | undefined
  onChange: (change: (rule: Rule) => void) => void
  onRemove: () => void
}

export function RuleWhen({ rule, seen, onChange, onRemove }: Props) {
  const { collect } = rule
  const on = [rule.on].flat()
  const isForm = on.includes('form')
  const confirm = typeof rule.confirm === 'object' ? 'file' : (rule.confirm ?? 'auto')
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t('when.title')}</h2>
        <button type="button" class="quiet small" onClick={onRemove}>
          <Icon name="trash" />
          {t('map.ruleRemove')}
        </button>
      </div>
      <div class="columns">
        <Field label={t('when.name')}>
          <TextInput
            class="mono"
            value={rule.id}
            spellcheck={false}
            onChange={(event) => {
              const { value } = event.currentTarget
              onChange((one) => {
                one.id = value.trim()
              })
            }}
          />
        </Field>
        <EventList
          label={t('when.on')}
          names={on}
          events={eventNames(seen, on)}
          withForm
          onChange={(names) => onChange((one) => putOn(one, names))}
        />
        {isForm && (
          <Field label={t('when.confirm')} hint={t(`confirmMeans.${confirm}`)}>
            <select
              value={confirm}
              onChange={(event) => {
                const { value } = event.currentTarget
                if (value === 'file') return
                onChange((one) => {
                  if (value === 'auto') delete one.confirm
                  else one.confirm = value as Confirm
                })
              }}
            >
              {(['auto', 'komo', 'submit'] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`confirm.${one}`)}
                </option>
              ))}
              {confirm === 'file' && <option value="file">{t('map.inFile')}</option>}
            </select>
          </Field>
        )}
        {/* A form has no play: where a rule has both, the choice is the way out. */}
        {(!isForm || collect) && (
          <Field label={t('collect.title')} hint={t(collect ? 'collect.playHint' : 'collect.eachHint')}>
            <select
              value={collect ? 'play' : 'each'}
              onChange={(event) => {
                const isPlay = event.currentTarget.value === 'play'
                onChange((one) => {
                  if (isPlay) one.collect = freshCollect(one.on, seen)
                  else delete one.collect
                })
              }}
            >
              <option value="each">{t('collect.each')}</option>
              <option value="play">{t('collect.play')}</option>
            </select>
          </Field>
        )}
      </div>
      {collect && (
        <CollectFields
          collect={collect}
          seen={seen}
          onChange={(next) =>
            onChange((one) => {
              one.collect = next
            })
          }
        />
      )}
      <Places rule={rule} onChange={onChange} seen={seen} />
    </section>
  )
}
