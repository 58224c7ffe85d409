// Which captures a rule takes: forms or Komo events, of which cards and pages, when a form counts as submitted, and whether answers go one by one or a play at once.
import { useRef } from 'preact/hooks'
import type { Seen } from '../../core/inspector.ts'
import type { Confirm, Consent, Rule } from '../../core/hub-file.ts'
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
  /** The hub's, which holds where the rule has none of its own. */
  consent?: Consent | undefined
  seen: Seen | undefined
  onChange: (change: (rule: Rule) => void) => void
  onRemove: () => void
}

export function RuleWhen({ rule, consent, seen, onChange, onRemove }: Props) {
  const { collect } = rule
  const on = [rule.on].flat()
  const isForm = on.includes('form')
  // What is chosen away and chosen again is what it was.
  const before = useRef({ collect, confirm: rule.confirm })
  if (collect) before.current.collect = collect
  if (typeof rule.confirm === 'object') before.current.confirm = rule.confirm
  const isInFile = typeof before.current.confirm === 'object'
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
                const next = value === 'file' ? before.current.confirm : (value as Confirm)
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
              {isInFile && <option value="file">{t('map.inFile')}</option>}
            </select>
          </Field>
        )}
        {(consent || rule.consent) && <RuleConsent consent={rule.consent} onChange={onChange} />}
        {/* A form has no play: where a rule has both, the choice is the way out. */}
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

function RuleConsent({ consent, onChange }: { consent: Rule['consent']; onChange: Props['onChange'] }) {
  const own = useRef(consent)
  const isOwn = typeof own.current === 'object'
  return (
    <Field label={t('consent.title')}>
      <select
        value={consent === undefined ? 'hub' : consent === 'none' ? 'none' : 'own'}
        onChange={(event) => {
          const { value } = event.currentTarget
          onChange((one) => {
            if (value === 'none') one.consent = 'none'
            else if (value === 'own' && own.current) one.consent = own.current
            else delete one.consent
          })
        }}
      >
        <option value="hub">{t('when.consentHub')}</option>
        <option value="none">{t('when.consentNone')}</option>
        {isOwn && <option value="own">{t('map.inFile')}</option>}
      </select>
    </Field>
  )
}
