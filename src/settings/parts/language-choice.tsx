// The language of the pages, each named in itself.
import { choose, language, LANGUAGES, remember, t, type Language } from '../i18n.ts'

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
