// What the script tag says, read once while the browser runs it. The query is the main way: Google Tag Manager rebuilds script tags with id, text, charset and src only.
const tag = document.currentScript as HTMLScriptElement | null
const address = new URL(tag?.src || location.href)

function setting(name: string): string | null {
  return tag?.dataset[name] ?? address.searchParams.get(name)
}

/** The hub's slug; empty where the tag names none: then the script does nothing. */
export const slug = setting('hub') ?? ''

/** Address of the proxy with a slash at its end: the folder above the script's own `/v1/`, unless the tag names another. */
export const proxy = new URL(setting('proxy') ?? '..', address).href.replace(/\/?$/, '/')

/** `consent=wait`: nothing is kept or sent before `komoBraze.consent(true)`, whatever the hub file says. */
export const waitsForConsent = setting('consent') === 'wait'
