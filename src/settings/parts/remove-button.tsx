// Takes one of several away. Whoever used the keyboard stays in the list: where the button itself is gone, the focus goes to the next row's, else to the last control that is left there.
import { t } from '../i18n.ts'
import { ancestorsOf } from './focus.ts'
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
        const around = ancestorsOf(currentTarget)
        const following = [currentTarget, ...around].map(({ nextElementSibling }) => nextElementSibling)
        onRemove()
        // A list is shown anew in a microtask; a frame later it stands.
        requestAnimationFrame(() => {
          if (currentTarget.isConnected) return
          const left = around.findIndex(({ isConnected }) => isConnected)
          const next = following[left]?.querySelector<HTMLElement>('.remove')
          ;(next ?? lastControlOf(around.slice(left)))?.focus()
        })
      }}
    >
      <Icon name="cross" />
    </button>
  )
}

/** Of the nearest that has one. */
function lastControlOf(elements: Element[]): HTMLElement | undefined {
  return elements.map((one) => [...one.querySelectorAll<HTMLElement>('button, select')].at(-1)).find(Boolean)
}
