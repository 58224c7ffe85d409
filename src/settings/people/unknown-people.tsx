// What becomes of people whom Braze does not know, and whose data may go at all.
import { DEFAULTS } from '../../core/defaults.ts'
import type { HubFile } from '../../core/hub-file.ts'
import type { Editor } from '../hub-editor.ts'
import { t } from '../i18n.ts'
import { putChoice } from '../put-choice.ts'
import { ConsentFields } from './consent-fields.tsx'

interface Props {
  editor: Editor
  /** The hub with what it inherits. */
  shown: HubFile
}

export function UnknownPeople({ editor, shown: { profiles = DEFAULTS.profiles, consent } }: Props) {
  return (
    <section class="card">
      <h2>{t('unknown.title')}</h2>
      <fieldset class="choices">
        <legend class="unseen">{t('unknown.title')}</legend>
        {(['create', 'update'] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="profiles" checked={profiles === one} onChange={() => putChoice(editor, 'profiles', one)} />
            <span>
              <strong>{t(`unknown.${one}`)}</strong>
              <span class="hint">{t(`unknown.${one}Hint`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <ConsentFields editor={editor} consent={consent} />
    </section>
  )
}
