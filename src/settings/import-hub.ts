// Reads a hub file that the operator chose or typed. Only its outline is checked here; the proxy says what is wrong inside.
import type { HubFile } from '../core/hub-file.ts'
import { t } from './i18n.ts'
import { placeOf } from './json-place.ts'
import { outlined } from './outline.ts'

export function readHubFile(text: string): HubFile | undefined {
  const json = parsed(text)
  return json && outlined(json.value)
}

/** Why a text is no hub file of the pages. */
export function whyUnread(text: string): string {
  return parsed(text) ? t('import.wrong') : t('import.notJson', placeOf(text))
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}
