// What a field or a value becomes in Braze, or that nothing reads it, with the way to Connect where it is mapped.
import { t } from './i18n.ts'
import { mappedTo } from './mapped-to.ts'
import type { Session } from './session.ts'

interface Props {
  session: Session
  hub: string
  /** `form`, or the Komo event. */
  on: string
  path: string
  /** What Connect is asked to map. */
  wanted: Record<string, string>
  action: string
  /** In a long list, what is not mapped shows only the link to Connect. */
  isBrief?: boolean
}

export function Mapped({ session: { file, connect }, hub, on, path, wanted, action, isBrief }: Props) {
  const targets = mappedTo(file, on, path)
  if (targets.length) return <p class="good">→ {targets.join(', ')}</p>
  return (
    <p class="soft">
      {!isBrief && `${t('unmapped')} `}
      {/^https?:/.test(connect) && (
        <a
          href={`${connect}#/hubs/${encodeURIComponent(hub)}/map?${new URLSearchParams(wanted)}`}
          target="_blank"
          rel="noopener noreferrer"
        >
          {action}
          <span class="unseen"> {path}</span>
        </a>
      )}
    </p>
  )
}
