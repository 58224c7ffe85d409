// What the script tag says, read once while the browser runs it. The query is the main way: Google Tag Manager rebuilds script tags with id, text, charset and src only.
// Not `document.currentScript`: an `<img name="currentScript">` in the page would stand in for it, and name another proxy. https://html.spec.whatwg.org/multipage/dom.html#dom-document-nameditem
const tag = Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement | null
const { href, searchParams } = new URL(tag?.src || 'about:blank')

const setting = (name: string) => tag?.dataset[name] ?? searchParams.get(name)

/** The hub's slug; without one the script does nothing. */
export const slug = setting('hub') ?? ''

/** Address of the proxy: where the script's own `/v1/` is, unless the tag names another. */
export const proxy = (setting('proxy') ?? href).replace(/\/(v1\/.*)?$/, '')

/** `consent=wait`: nothing is kept or sent before `komoBraze.consent(true)`, whatever the hub file says. */
export const waitsForConsent = setting('consent') === 'wait'
