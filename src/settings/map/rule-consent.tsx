// Whose consent a rule asks for: the hub's, nobody's, or one of its own that the hub file declares.
import { useRef } from 'preact/hooks'
import type { Consent, Rule } from '../../core/hub-file.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'

interface Props {
  consent: Rule['consent']
  /** The rule's as it was opened or last saved. */
  before: Rule['consent']
  /** The hub's, which holds where the rule has none of its own. */
  ofHub: Consent | undefined
  onChange: (consent: Rule['consent']) => void
}

export function RuleConsent({ consent, before, ofHub, onChange }: Props) {
  // Choosing something else and coming back restores the rule's own. If the hub asks for none, the choice is there only because the rule once had one.
  const own = useRef(isOwn(before) ? before : undefined)
  if (isOwn(consent)) own.current = consent
  const hadSome = useRef(before !== undefined)
  if (consent) hadSome.current = true
  if (!ofHub && !hadSome.current) return null
  return (
    <Field label={t('consent.title')}>
      <select
        value={consent === undefined ? 'hub' : isOwn(consent) ? 'own' : 'none'}
        onChange={(event) => {
          const { value } = event.currentTarget
          onChange(value === 'none' ? 'none' : value === 'own' ? own.current : undefined)
        }}
      >
        <option value="hub">{t('when.consentHub')}</option>
        <option value="none">{t('when.consentNone')}</option>
        {own.current && <option value="own">{t('map.inFile')}</option>}
      </select>
    </Field>
  )
}

function isOwn(consent: Rule['consent']): consent is Consent {
  return typeof consent === 'object'
}
