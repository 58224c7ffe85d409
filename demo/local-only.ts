// Who may use what the demo serves on this computer: its own pages. A page from elsewhere whose name leads here (DNS rebinding) shows in `Host`, one that calls across in `Origin`.
const HERE = ['127.0.0.1', 'localhost', '[::1]']

export function isLocalHost(host: string | undefined): boolean {
  return HERE.includes(URL.parse(`http://${host}`)?.hostname ?? '')
}

export function isLocalOrigin(origin: string): boolean {
  return HERE.includes(URL.parse(origin)?.hostname ?? '')
}
