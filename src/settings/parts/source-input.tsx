// A source path to type or to choose: what inspectors saw on this hub, and the paths that every hub has.
import { FIXED_SOURCES, PLAY_SOURCES } from '../../core/known-sources.ts'
import type { Seen } from '../../core/inspector.ts'
import { TextInput } from './text-input.tsx'

const OF_A_PLAY: readonly string[] = PLAY_SOURCES
const EVERYWHERE = [...FIXED_SOURCES.filter((path) => !OF_A_PLAY.includes(path)), 'page.query.utm_source', 'page.query.utm_campaign']

export const SOURCES_ID = 'known-sources'

interface KnownProps {
  seen: Seen | undefined
  /** Whether the rule gathers the answers of a play. */
  hasPlay?: boolean
}

/** The list that every source input shares. One per page. */
export function KnownSources({ seen, hasPlay }: KnownProps) {
  const fields =
    seen?.forms.flatMap(({ fields }) => fields.map(({ id, label }) => [`field.${id}`, label ?? '']) as [string, string][]) ?? []
  const paths = seen?.events.flatMap(({ name, paths }) => paths.map(({ path }) => [`event.${path}`, name]) as [string, string][]) ?? []
  const all = new Map([...fields, ...paths, ...[...EVERYWHERE, ...(hasPlay ? OF_A_PLAY : [])].map((path): [string, string] => [path, ''])])
  return (
    <datalist id={SOURCES_ID}>
      {[...all].map(([path, label]) => (
        <option key={path} value={path} label={label || undefined} />
      ))}
    </datalist>
  )
}

interface Props {
  value: string
  onChange: (path: string) => void
  /** Given by Field. */
  id?: string
}

export function SourceInput({ value, onChange, ...rest }: Props & Record<string, unknown>) {
  return (
    <TextInput
      placeholder="field.email"
      {...rest}
      class="mono"
      list={SOURCES_ID}
      value={value}
      spellcheck={false}
      autocapitalize="off"
      autocomplete="off"
      onChange={(event) => onChange(event.currentTarget.value.trim())}
    />
  )
}
