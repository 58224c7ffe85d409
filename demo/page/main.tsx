// The entry of the demo page: the language first, then everything that it hears.
import { render } from 'preact'
import { App } from './app.tsx'
import { choose, preferred, t } from './i18n.ts'
import { connect } from './listen.ts'

const root = document.getElementById('page')
if (root) {
  await choose(preferred()).catch(() => choose('en'))
  render(<App />, root)
  connect().catch(() => render(<p class="loading">{t('app.failed')}</p>, root))
}
