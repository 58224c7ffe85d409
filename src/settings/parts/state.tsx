// How a page looks while it has nothing to show: loading, failed, empty.
import type { ComponentChildren } from 'preact'
import { errorText } from '../app-state.ts'
import { dateTime } from '../format.ts'
import { t } from '../i18n.ts'
import type { Resource } from '../resource.ts'
import { Icon, type IconName } from './icon.tsx'

/** As tall as what will stand there, so that nothing jumps. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div class="skeleton" role="status">
      <span class="unseen">{t('loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} class="bone" />
      ))}
    </div>
  )
}

export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div class="empty" role="alert">
      <Icon name="alert" />
      <h2>{t('failed.title')}</h2>
      <p>{errorText(error)}</p>
      <button type="button" onClick={retry}>
        {t('failed.retry')}
      </button>
    </div>
  )
}

export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children}
    </div>
  )
}

/** Shows the data once there is some, else why not. If loading it again failed, it also says how old the data is. */
export function Loaded<T>({ of, lines, children }: { of: Resource<T>; lines?: number; children: (data: T) => ComponentChildren }) {
  if (of.data !== undefined) {
    return (
      <>
        {of.error !== undefined && of.at !== undefined && (
          <p class="note bad" role="status">
            {errorText(of.error)} {t('failed.asOf', { time: dateTime(of.at) })}
          </p>
        )}
        {children(of.data)}
      </>
    )
  }
  if (of.error) return <Failed error={of.error} retry={() => void of.reload()} />
  return <Skeleton lines={lines ?? 4} />
}
