// The language of the pages, each named in itself.
import { LANGUAGES, type Language } from '../../core/page-languages.ts'
import { choose, language, remember, t } from '../i18n.ts'

export function LanguageChoice() {
  return (
    <label class="language-choice">
      <span class="unseen">{t('language')}</span>
      <select
        value={language.value}
        onChange={(event) => {
          const next = event.currentTarget.value as Language
          remember(next)
          void choose(next)
        }}
      >
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
