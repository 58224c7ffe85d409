// The entry of the demo page.
import { render } from 'preact'
import { App } from './app.tsx'
import { t } from './i18n.ts'
import { connect } from './listen.ts'

const root = document.getElementById('page')
if (root) {
  render(<App />, root)
  connect().catch(() => render(<p class="loading">{t('app.failed')}</p>, root))
}
