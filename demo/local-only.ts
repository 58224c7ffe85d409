// Lets only pages of this computer use what the demo serves. `Host` gives away a foreign page whose name leads here (DNS rebinding), `Origin` one that calls across.
const HERE = ['127.0.0.1', 'localhost', '[::1]']

export function isLocalHost(host: string | undefined): boolean {
  return HERE.includes(URL.parse(`http://${host}`)?.hostname ?? '')
}

export function isLocalOrigin(origin: string): boolean {
  return HERE.includes(URL.parse(origin)?.hostname ?? '')
}
