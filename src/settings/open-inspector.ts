// Opens the hub's page with a one-use code in its hash, which the script takes before anything else sees it.
import { api, attempt, say } from './app-state.ts'
import type { Editor } from './hub-editor.ts'
import { t } from './i18n.ts'

export async function openInspector({ saved: { value: saved } }: Pick<Editor, 'saved'>): Promise<void> {
  // The origins in force, inherited ones too: the code is accepted nowhere else, not even where the script was seen before the hub moved.
  const seen = saved?.scriptSeen?.origin
  const origin = saved?.origins.find((one) => one === seen) ?? saved?.origins[0]
  if (!saved || !origin) return say(t('inspector.noOrigin'), true)
  // Opened within the click, so that no pop-up blocker stops it, and given its address once the code is here.
  const tab = window.open('', '_blank')
  const isOpen = await attempt(async () => {
    const { code } = await api.inspectorCode(saved.hub, `${location.origin}${location.pathname}`)
    const address = `${origin}/#komo-braze-inspect=${encodeURIComponent(code)}`
    // Blocked all the same: the notice shows the address.
    if (!tab) return address
    tab.opener = null
    tab.location.href = address
    return undefined
  })
  if (!isOpen) tab?.close()
}
