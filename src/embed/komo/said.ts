// What Komo's events last said about the hub, the visitor and the data that the administrator exposes: part of every later capture.
import type { Capture } from '../../core/capture.ts'
import type { JsonObject } from '../../core/json.ts'

type Said = Partial<Pick<Capture, 'hub' | 'user' | 'contact' | 'tracked' | 'extension'>> & { page?: { slug: string } }

export const said: Said = {}

/** Forgets what was said of the person who was here. */
export function forgetSaid(): void {
  Object.assign(said, { user: undefined, contact: undefined, tracked: undefined, extension: undefined })
}

export function noteSaid({ siteId, siteName, userId, contactId, pageSlug, extensionData, trackedData }: JsonObject): void {
  if (userId && said.user && userId !== said.user.id) forgetSaid()
  Object.assign(
    said,
    (siteId ?? siteName) && { hub: { id: siteId, name: siteName } },
    userId && { user: { id: userId } },
    contactId && { contact: { id: contactId } },
    pageSlug && { page: { slug: pageSlug } },
    extensionData && { extension: extensionData },
    trackedData && { tracked: trackedData },
  )
}
