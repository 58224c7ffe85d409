// Takes one of several away.
import { t } from '../i18n.ts'
import { keepPlaceOf } from './focus.ts'
import { Icon } from './icon.tsx'

interface Props {
  /** What is removed, for screen readers. */
  what: string
  onRemove: () => void
}

export function RemoveButton({ what, onRemove }: Props) {
  return (
    <button
      type="button"
      class="quiet icon-only remove"
      aria-label={t('remove', { what })}
      onClick={({ currentTarget }) => {
        const giveBack = keepPlaceOf(currentTarget, '.remove')
        onRemove()
        // The list is rendered again in a microtask, so before the next frame.
        requestAnimationFrame(giveBack)
      }}
    >
      <Icon name="cross" />
    </button>
  )
}
