// The script tag for the hub, as a tag manager and as plain HTML want it, and what the hub's Content-Security-Policy must allow for it.

/** Tag managers rebuild a script tag with few of its attributes, so everything stands in the address. */
export function tagManagerSnippet(address: string, hub: string): string {
  return `<script src="${address}/v1/embed.js?hub=${hub}"></script>`
}

export function htmlSnippet(address: string, hub: string): string {
  return `<script async src="${address}/v1/embed.js?hub=${hub}"></script>`
}

export function cspLines(address: string): string {
  return `script-src ${address};\nconnect-src ${address};`
}
