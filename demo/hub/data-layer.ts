// Komo's side of the sample hub: its events, pushed to both tag managers' data layers in the documented form.
// Source: Komo's documentation of its data layer (names, common payload, `eventData` against `eventInfo`).
import type { Card } from './cards.ts'

type Payload = Record<string, unknown>
declare global {
  interface Window {
    dataLayer?: Payload[]
    adobeDataLayer?: Payload[]
  }
}

const HUB = { siteId: '2b7c9d10-88a4-4f0b-9a52-5f3a0c7b1e00', siteName: 'Summer Footy' }
const VISITOR = { userId: crypto.randomUUID(), contactId: crypto.randomUUID() }

export function pushEvent(name: string, card?: Card, more: Payload = {}): void {
  const payload: Payload = {
    timestamp: new Date().toISOString(),
    pageTitle: document.title,
    hostName: location.hostname,
    pathName: location.pathname,
    queryString: location.search,
    url: location.href,
    referrer: document.referrer,
    languages: navigator.languages,
    userAgent: navigator.userAgent,
    ...HUB,
    ...VISITOR,
    ...(card && { cardId: card.id, cardType: card.type, cardSubType: card.subType, cardName: card.name, pageSlug: 'home' }),
    ...more,
  }
  window.dataLayer ??= []
  window.adobeDataLayer ??= []
  window.dataLayer.push({ event: name, eventData: payload, extensionData: {} })
  window.adobeDataLayer.push({ event: name, eventInfo: { extensionData: {}, ...payload } })
}
