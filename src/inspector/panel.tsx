// The panel: what came by and what became of it; the forms on the page and what their fields become.
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Forms } from './forms.ts'
import { FormsView } from './forms-view.tsx'
import { language, t, type MessageId } from './i18n.ts'
import type { Live } from './live.ts'
import { LiveView } from './live-view.tsx'
import type { Status } from './session.ts'

const TABS = ['live', 'forms'] as const

interface Props {
  hub: string
  status: Status
  live: Live
  forms: Forms
  onClose(): void
}

export function Panel({ hub, status, live, forms, onClose }: Props) {
  const [tab, setTab] = useState<(typeof TABS)[number]>('live')
  const [isSmall, setSmall] = useState(false)
  const id = useId()
  const sizer = useRef<HTMLButtonElement>(null)
  const before = useRef(isSmall)
  // One button replaces the other, so the focus has to move to it.
  useLayoutEffect(() => {
    if (isSmall !== before.current) sizer.current?.focus()
    before.current = isSmall
  }, [isSmall])
  if (isSmall) {
    return (
      <button type="button" class="small-panel" ref={sizer} lang={language} onClick={() => setSmall(false)}>
        {t('title')} <b>{live.shown().length}</b>
        <span class="unseen">{t('grow')}</span>
      </button>
    )
  }
  const session = typeof status === 'object' ? status : undefined
  const counts = { live: live.shown().length, forms: forms.seen().length }
  return (
    // The host's `all: initial` undoes its language too: without one here, letters and line breaks would follow none.
    <section class="panel" lang={language} aria-labelledby={id}>
      <header>
        <h1 id={id}>
          {t('title')} <span>{hub}</span>
        </h1>
        <button type="button" class="icon" ref={sizer} aria-label={t('shrink')} onClick={() => setSmall(true)}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3 12h10" />
          </svg>
        </button>
        <button type="button" class="icon" aria-label={t('close')} onClick={onClose}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="m4 4 8 8M12 4l-8 8" />
          </svg>
        </button>
      </header>
      {session ? (
        <>
          <div class="tabs" role="group" aria-label={t('tabs')}>
            {TABS.map((one) => (
              <button key={one} type="button" aria-pressed={one === tab} onClick={() => setTab(one)}>
                {t(one)} <b>{counts[one]}</b>
              </button>
            ))}
          </div>
          <div class="view" tabIndex={0} role="region" aria-label={t(tab)}>
            {tab === 'live' ? (
              <LiveView live={live} session={session} hub={hub} />
            ) : (
              <FormsView forms={forms} session={session} hub={hub} />
            )}
          </div>
          <p class="safe">{t('safe')}</p>
        </>
      ) : (
        <p class="state" role="status">
          {t(status as MessageId & Status & string)}
        </p>
      )}
    </section>
  )
}
