// In which encoding a client gets a bundle: the smallest that its `Accept-Encoding` takes.

export type Encoding = 'br' | 'gzip' | 'identity'

export function encodingFor(accepted: string | null): Encoding {
  const taken = (accepted ?? '').toLowerCase().split(',').map(name)
  return taken.includes('br') ? 'br' : taken.includes('gzip') ? 'gzip' : 'identity'
}

/** Undefined for what is refused by name: `br;q=0`. */
function name(item: string): string | undefined {
  const [encoding = '', ...parameters] = item.split(';').map((part) => part.trim())
  return parameters.some((one) => /^q=0(\.0*)?$/.test(one)) ? undefined : encoding
}
