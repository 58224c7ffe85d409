// The entry of the demo page: the language first, then everything that it hears.
import { render } from 'preact'
import { pickLanguage } from '../../src/core/page-languages.ts'
import { App } from './app.tsx'
import { choose, t } from './i18n.ts'
import { connect } from './listen.ts'

const root = document.getElementById('page')
if (root) {
  await choose(pickLanguage(navigator.languages)).catch(() => choose('en'))
  render(<App />, root)
  connect().catch(() => render(<p class="loading">{t('app.failed')}</p>, root))
}
