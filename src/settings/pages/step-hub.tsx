// Step 1: where the hub lives, how its people write dates and numbers, and the script for it.
import { useSignal } from '@preact/signals'
import { DEFAULTS } from '../../core/defaults.ts'
import { session } from '../app-state.ts'
import { ago, languageName } from '../format.ts'
import { t } from '../i18n.ts'
import { originOf } from '../new-hub.ts'
import { CopyBlock } from '../parts/copy-block.tsx'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { Inherited } from '../parts/inherited.tsx'
import { RemoveButton } from '../parts/remove-button.tsx'
import { Pill } from '../parts/pill.tsx'
import { Segments } from '../parts/segments.tsx'
import { StepErrors } from '../parts/step-errors.tsx'
import { publicAddress } from '../public-address.ts'
import { putChoice } from '../put-choice.ts'
import { cspLines, htmlSnippet, tagManagerSnippet } from '../snippets.ts'
import type { Editor } from '../hub-editor.ts'
import type { StepProps } from './step-props.ts'
import { TextInput } from '../parts/text-input.tsx'

const LOCALES = [
  'en',
  'en-AU',
  'en-GB',
  'en-US',
  'es',
  'es-MX',
  'pt-BR',
  'pt-PT',
  'de',
  'de-AT',
  'de-CH',
  'fr',
  'fr-CA',
  'it',
  'nl',
  'ko',
  'ja',
  'zh-CN',
  'zh-TW',
]

export function StepHub({ editor }: StepProps) {
  const { whole, before } = editor
  const locale = whole.value.locale ?? DEFAULTS.locale
  const locales = new Set([...LOCALES, before.value.locale ?? locale, locale])
  return (
    <div class="step">
      <StepErrors editor={editor} step="hub" />
      <section class="card">
        <h2>{t('hub.where')}</h2>
        <Inherited editor={editor} keys={['origins']}>
          <Origins origins={whole.value.origins} edit={editor.edit} />
        </Inherited>
        <Field label={t('hub.locale')} hint={t('hub.localeHint')}>
          <select value={locale} onChange={(event) => putChoice(editor, 'locale', event.currentTarget.value)}>
            <option value="page">{t('hub.localePage')}</option>
            {[...locales]
              .filter((code) => code !== 'page')
              .map((code) => (
                <option key={code} value={code}>
                  {languageName(code)} ({code})
                </option>
              ))}
          </select>
        </Field>
      </section>
      <Script editor={editor} />
    </div>
  )
}

function Origins({ origins, edit }: { origins: string[]; edit: Editor['edit'] }) {
  const set = (index: number, origin: string): void =>
    edit((file) => {
      file.origins[index] = originOf(origin) ?? origin.trim()
    })
  return (
    <fieldset class="list-field">
      <legend>{t('hub.origins')}</legend>
      <p class="hint">{t('hub.originsHint')}</p>
      {origins.map((origin, index) => (
        <div class="row" key={index}>
          <Field
            label={t('hub.origin', { number: index + 1 })}
            isHidden
            error={origin && !originOf(origin) ? t('connect.addressWrong') : undefined}
          >
            <TextInput
              type="url"
              value={origin}
              placeholder="https://summer-footy.komo.site"
              onChange={(event) => set(index, event.currentTarget.value)}
            />
          </Field>
          <RemoveButton
            what={origin || t('hub.origin', { number: index + 1 })}
            onRemove={() => edit((file) => void file.origins.splice(index, 1))}
          />
        </div>
      ))}
      <button type="button" class="quiet small" onClick={() => edit((file) => void file.origins.push(''))}>
        <Icon name="plus" />
        {t('hub.originAdd')}
      </button>
    </fieldset>
  )
}

function Script({ editor }: { editor: Editor }) {
  const kind = useSignal<'tag' | 'html'>('tag')
  const { hub } = editor.draft.value
  const seen = editor.saved.value?.scriptSeen
  const address = publicAddress.value || session.value?.address || ''
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t('script.title')}</h2>
        {seen ? (
          <Pill tone="good">{t('script.seen', { ago: ago(seen.at, Date.now()), origin: seen.origin })}</Pill>
        ) : (
          <Pill tone="calm">{t('script.unseen')}</Pill>
        )}
      </div>
      <Field label={t('script.address')} hint={t('script.addressHint')}>
        <TextInput type="url" value={address} onChange={(event) => (publicAddress.value = originOf(event.currentTarget.value) ?? '')} />
      </Field>
      <Segments
        label={t('script.how')}
        value={kind.value}
        options={[
          ['tag', t('script.tagManager')],
          ['html', t('script.html')],
        ]}
        onChange={(next) => (kind.value = next)}
      />
      <p class="hint">{t(kind.value === 'tag' ? 'script.tagManagerHint' : 'script.htmlHint')}</p>
      <CopyBlock label={t('script.title')} text={kind.value === 'tag' ? tagManagerSnippet(address, hub) : htmlSnippet(address, hub)} />
      <h3>{t('script.csp')}</h3>
      <p class="hint">{t('script.cspHint')}</p>
      <CopyBlock label={t('script.csp')} text={cspLines(address)} />
    </section>
  )
}
