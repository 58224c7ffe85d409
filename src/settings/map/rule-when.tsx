// Which captures a rule takes: forms or Komo events, of which cards and pages, when a form counts as submitted, and whether answers go one by one or a play at once.
import { useRef } from 'preact/hooks'
import type { Seen } from '../../core/inspector.ts'
import type { Confirm, Consent, KomoEvent, Rule } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { TextInput } from '../parts/text-input.tsx'
import { CollectFields } from './collect-fields.tsx'
import { freshCollect } from './collect.ts'
import { EventList } from './event-list.tsx'
import { putOn } from './event-names.ts'
import { Places } from './places.tsx'
import { RuleConsent } from './rule-consent.tsx'

interface Props {
  rule: Rule
  /** As it was opened or last saved. */
  earlier?: Rule | undefined
  /** The hub's, which holds where the rule has none of its own. */
  consent?: Consent | undefined
  seen: Seen | undefined
  /** Those that can be chosen. */
  events: KomoEvent[]
  onChange: (change: (rule: Rule) => void) => void
  onRemove: () => void
}

export function RuleWhen({ rule, earlier, consent, seen, events, onChange, onRemove }: Props) {
  const { collect } = rule
  const on = [rule.on].flat()
  const isForm = on.includes('form')
  // Choosing something else and coming back restores what was there.
  const before = useRef({ collect: earlier?.collect, confirm: earlier?.confirm, inFile: inFile(earlier?.confirm) })
  if (collect) before.current.collect = collect
  if (isForm) before.current.confirm = rule.confirm
  before.current.inFile = inFile(rule.confirm) ?? before.current.inFile
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
          events={events}
          withForm
          onChange={(names) => onChange((one) => putOn(one, names, before.current.confirm))}
        />
        {isForm && (
          <Field label={t('when.confirm')} hint={t(`confirmMeans.${confirm}`)}>
            <select
              value={confirm}
              onChange={(event) => {
                const { value } = event.currentTarget
                const next = value === 'file' ? before.current.inFile : (value as Confirm)
                onChange((one) => {
                  if (!next || next === 'auto') delete one.confirm
                  else one.confirm = next
                })
              }}
            >
              {(['auto', 'komo', 'submit'] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`confirm.${one}`)}
                </option>
              ))}
              {before.current.inFile && <option value="file">{t('map.inFile')}</option>}
            </select>
          </Field>
        )}
        <RuleConsent
          consent={rule.consent}
          before={earlier?.consent}
          ofHub={consent}
          onChange={(next) =>
            onChange((one) => {
              if (next) one.consent = next
              else delete one.consent
            })
          }
        />
        {/* A form has no play: for a rule that has both, this choice is the way out. */}
        {(!isForm || collect) && (
          <Field label={t('collect.title')} hint={t(collect ? 'collect.playHint' : 'collect.eachHint')}>
            <select
              value={collect ? 'play' : 'each'}
              onChange={(event) => {
                const isPlay = event.currentTarget.value === 'play'
                onChange((one) => {
                  if (isPlay) one.collect = before.current.collect ?? freshCollect(one.on, seen)
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
          events={events}
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

/** A confirmation for which the page has no option of its own. */
function inFile(confirm: Confirm | undefined): Confirm | undefined {
  return typeof confirm === 'object' ? confirm : undefined
}
