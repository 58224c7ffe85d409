// What must be granted before anything is sent, for how long that holds, and what takes it back.
import { useRef } from 'preact/hooks'
import type { Consent } from '../../core/hub-file.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { without } from '../map/rows.ts'
import { Field } from '../parts/field.tsx'
import { SourceInput } from '../parts/source-input.tsx'
import { CONSENT_KINDS, consentKindOf, consentOf, type ConsentKind } from './consent-kinds.ts'

/** @param consent as the hub has it, inherited or not */
export function ConsentFields({ editor, consent }: { editor: Editor; consent: Consent | undefined }) {
  const kind = consentKindOf(consent)
  // Choosing "always" and then something else again brings back the field, and whom its yes is for.
  const asked = useRef(without(editor.saved.value?.file?.consent ?? {}, 'gpc'))
  if (consent && kind !== 'none') asked.current = { ...asked.current, ...without(consent, 'gpc') }
  const put = (next: Consent | undefined): void =>
    editor.edit((file) => {
      if (next && Object.keys(next).length) file.consent = next
      else delete file.consent
    })
  return (
    <>
      <h3>{t('consent.title')}</h3>
      <Field label={t('consent.how')} hint={t('consent.hint')}>
        <select
          value={kind}
          onChange={(event) => put(consentOf(event.currentTarget.value as ConsentKind, { ...asked.current, ...consent }))}
        >
          {CONSENT_KINDS.map((one) => (
            <option key={one} value={one}>
              {t(`consent.${one}`)}
            </option>
          ))}
        </select>
      </Field>
      {/* A file may ask for both: the page's call and a field. */}
      {consent?.from !== undefined && (
        <div class="columns">
          <Field label={t('consent.from')}>
            <SourceInput value={consent.from} onChange={(from) => put({ ...consent, from })} />
          </Field>
          <Field label={t('consent.scope')} hint={t('consent.scopeHint')}>
            <select
              value={consent?.scope ?? 'capture'}
              onChange={(event) => {
                const rest = without(consent ?? {}, 'scope')
                asked.current = without(asked.current, 'scope')
                put(event.currentTarget.value === 'person' ? { ...rest, scope: 'person' } : rest)
              }}
            >
              <option value="capture">{t('consent.capture')}</option>
              <option value="person">{t('consent.person')}</option>
            </select>
          </Field>
        </div>
      )}
      <div class="choices">
        <label>
          <input
            type="checkbox"
            checked={consent?.gpc === true}
            onChange={(event) => {
              const rest = without(consent ?? {}, 'gpc')
              put(event.currentTarget.checked ? { ...rest, gpc: true } : rest)
            }}
          />
          <span>
            {t('consent.gpc')}
            <span class="hint">{t('consent.gpcHint')}</span>
          </span>
        </label>
      </div>
    </>
  )
}
