// Opens the hub's page with a one-use code in its hash, which the script takes before anything else sees it.
import { api, attempt } from './app-state.ts'
import type { Editor } from './hub-editor.ts'

export async function openInspector(editor: Editor): Promise<void> {
  // Opened within the click, so that no pop-up blocker stands between; sent on once the code is here.
  const tab = window.open('', '_blank')
  const isOpen = await attempt(async () => {
    const { code } = await api.inspectorCode(editor.draft.value.hub, `${location.origin}${location.pathname}`)
    const origin = editor.saved.value?.scriptSeen?.origin ?? editor.draft.value.origins[0] ?? ''
    const address = `${origin}/#komo-braze-inspect=${encodeURIComponent(code)}`
    if (!tab) return address
    tab.opener = null
    tab.location.href = address
    return undefined
  })
  if (!isOpen) tab?.close()
}
