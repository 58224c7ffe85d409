// JSON.parse keeps the last of two equal keys and says nothing: what the first declared would be lost.

/** The first key that stands in its object already, and where; undefined where there is none. `source` is valid JSON. */
export function repeatedKey(source: string): { key: string; position: number } | undefined {
  const open: Set<string>[] = []
  for (const { 0: token, 1: text, 2: colon, index: position } of source.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}]/g)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    if (text === undefined || colon === undefined) continue
    const key = JSON.parse(text) as string
    const seen = open.at(-1)
    if (seen?.has(key)) return { key, position }
    seen?.add(key)
  }
  return undefined
}
