// What becomes of people whom Braze does not know, and whose data may go at all.
import { useRef } from 'preact/hooks'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { SourceInput } from '../parts/source-input.tsx'
import { CONSENT_KINDS, consentKindOf, consentOf, type ConsentKind } from './consent-kinds.ts'

export function UnknownPeople({ editor }: { editor: Editor }) {
  const { profiles = 'create', consent } = editor.draft.value
  const kind = consentKindOf(consent)
  // Choosing "always" and then something else again brings back what stood there.
  const asked = useRef(editor.saved.value?.file?.consent)
  if (kind !== 'none') asked.current = { ...asked.current, ...consent }
  return (
    <section class="card">
      <h2>{t('unknown.title')}</h2>
      <fieldset class="choices">
        <legend class="unseen">{t('unknown.title')}</legend>
        {(['create', 'update'] as const).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="profiles"
              checked={profiles === one}
              onChange={() =>
                editor.edit((file) => {
                  file.profiles = one
                })
              }
            />
            <span>
              <strong>{t(`unknown.${one}`)}</strong>
              <span class="hint">{t(`unknown.${one}Hint`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <h3>{t('consent.title')}</h3>
      <div class="columns">
        <Field label={t('consent.how')} hint={t('consent.hint')}>
          <select
            value={kind}
            onChange={(event) => {
              const next = consentOf(event.currentTarget.value as ConsentKind, asked.current)
              editor.edit((file) => {
                if (next) file.consent = next
                else delete file.consent
              })
            }}
          >
            {CONSENT_KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`consent.${one}`)}
              </option>
            ))}
          </select>
        </Field>
        {kind === 'field' && (
          <Field label={t('consent.from')}>
            <SourceInput
              value={consent?.from ?? ''}
              onChange={(from) =>
                editor.edit((file) => {
                  file.consent = { ...file.consent, from }
                })
              }
            />
          </Field>
        )}
      </div>
    </section>
  )
}
