// What was seen, as text to compare: all but the times, which change with every look.

export function timeless(seen: unknown): string {
  return JSON.stringify(seen, (key, value: unknown) => (key === 'at' ? undefined : value))
}
