// The entry of the operator's pages: the language first, then whatever the address asks for.
import { render } from 'preact'
import { App } from './app.tsx'
import { restoreSession } from './app-state.ts'
import { warnOnLeave } from './editors.ts'
import { choose, preferred } from './i18n.ts'

const root = document.getElementById('app')
if (root) {
  addEventListener('beforeunload', warnOnLeave)
  void restoreSession()
  void choose(preferred()).finally(() => {
    root.textContent = ''
    render(<App />, root)
  })
}
