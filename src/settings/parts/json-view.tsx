// JSON as text, its keys and values told apart by colour. Elements only: no markup is ever made from strings.
const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)|(true|false|null)/gi

export function JsonView({ value, label }: { value: unknown; label: string }) {
  const text = JSON.stringify(value, null, 2) ?? ''
  const parts = []
  let end = 0
  for (const match of text.matchAll(TOKEN)) {
    const [whole, string, colon, number] = match
    if (match.index > end) parts.push(text.slice(end, match.index))
    const kind = string === undefined ? (number === undefined ? 'word' : 'number') : colon ? 'key' : 'string'
    parts.push(
      <span key={match.index} class={`json-${kind}`}>
        {string ?? whole}
      </span>,
    )
    if (colon) parts.push(colon)
    end = match.index + whole.length
  }
  parts.push(text.slice(end))
  return (
    <pre class="json" tabIndex={0} role="region" aria-label={label}>
      <code>{parts}</code>
    </pre>
  )
}
