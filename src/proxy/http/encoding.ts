// The encoding in which a client gets a file: brotli, else gzip, if its `Accept-Encoding` takes it.

export type Encoding = 'br' | 'gzip' | 'identity'

export function encodingFor(accepted: string | null): Encoding {
  const taken = (accepted ?? '').toLowerCase().split(',').map(acceptedName)
  return taken.includes('br') ? 'br' : taken.includes('gzip') ? 'gzip' : 'identity'
}

/** Undefined for an encoding that is refused: `br;q=0`. */
function acceptedName(item: string): string | undefined {
  const [encoding = '', ...parameters] = item.split(';').map((part) => part.trim())
  return parameters.some((one) => /^q=0(\.0*)?$/.test(one)) ? undefined : encoding
}
