// What Komo's events said last about the hub, the visitor and what the administrator exposes: stands in every later capture.
import type { Capture } from '../../core/capture.ts'
import type { Json, JsonObject } from '../../core/json.ts'

interface Context {
  said: Partial<Pick<Capture, 'hub' | 'user' | 'contact' | 'tracked' | 'extension'>>
  slug?: string
}

export const context: Context = { said: {} }

export function updateContext(payload: JsonObject, extension: Json | undefined, tracked: Json | undefined): void {
  const { siteId, siteName, userId, contactId, pageSlug } = payload as Record<string, string | undefined>
  if (pageSlug) context.slug = pageSlug
  Object.assign(
    context.said,
    (siteId ?? siteName) && { hub: { id: siteId, name: siteName } },
    userId && { user: { id: userId } },
    contactId && { contact: { id: contactId } },
    extension && { extension },
    tracked && { tracked },
  )
}
