// What becomes of people whom Braze does not know, and whose data may go at all.
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { Field } from '../parts/field.tsx'
import { SourceInput } from '../parts/source-input.tsx'

export function UnknownPeople({ editor }: { editor: Editor }) {
  const { profiles = 'create', consent } = editor.draft.value
  const consentKind = consent?.api ? 'api' : consent?.from ? 'field' : 'none'
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
            value={consentKind}
            onChange={(event) => {
              const { value } = event.currentTarget
              editor.edit((file) => {
                if (value === 'none') delete file.consent
                else file.consent = value === 'api' ? { api: true } : { from: 'field.terms' }
              })
            }}
          >
            <option value="none">{t('consent.none')}</option>
            <option value="field">{t('consent.field')}</option>
            <option value="api">{t('consent.api')}</option>
          </select>
        </Field>
        {consentKind === 'field' && (
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
