// Reads a hub file that the operator chose or typed. Only its outline is checked here; the proxy says what is wrong inside.
import type { HubFile } from '../core/hub-file.ts'
import { t } from './i18n.ts'
import { placeOf } from './json-place.ts'
import { outlined } from './outline.ts'

export function readHubFile(text: string): HubFile | undefined {
  const json = parsed(text)
  return json && outlined(json.value)
}

/**
 * Why a text cannot be taken as a hub file.
 * @param hub the hub whose file it has to be
 */
export function whyUnread(text: string, hub = ''): string {
  const json = parsed(text)
  if (!json) return t('import.notJson', placeOf(text))
  if (outlined(json.value)) return t('import.otherHub', { hub })
  const isAllButNamed = outlined({ ...(json.value as object), hub: 'named' }) && 'hub' in (json.value as object)
  return isAllButNamed ? `hub: ${t('connect.nameWrong')}` : t('import.wrong')
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}
