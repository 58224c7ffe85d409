// Which sources of one root a compiled declaration reads, so that the script needs no parser to touch nothing else.

/** What follows the root, each once: of every path, key of a condition, template and list of responses. */
export function sourcesOf(compiled: unknown, root: 'field.' | 'page.query.'): string[] {
  const found = new Set<string>()
  visit(compiled)
  return [...found]

  function visit(part: unknown): void {
    if (typeof part === 'string') note(part)
    else if (Array.isArray(part)) part.forEach(visit)
    else if (part && typeof part === 'object') {
      for (const [key, value] of Object.entries(part)) {
        note(key)
        const only = key === 'responses' && (value as { only?: unknown } | null)?.only
        // A property may be called `responses` as well: only the pick of that name lists fields.
        if (Array.isArray(only) && root === 'field.') only.forEach((id) => found.add(String(id)))
        else visit(value)
      }
    }
  }

  function note(text: string): void {
    if (text.startsWith(root)) found.add(text.slice(root.length))
    for (const [, path = ''] of text.matchAll(/\{([^{}]+)\}/g)) if (path.startsWith(root)) found.add(path.slice(root.length))
  }
}
