// Takes one of several away. Whoever used the keyboard stays in the list: where the button itself is gone, the focus goes to the last control that is left there.
import { t } from '../i18n.ts'
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
      class="quiet icon-only"
      aria-label={t('remove', { what })}
      onClick={({ currentTarget }) => {
        const around = ancestorsOf(currentTarget)
        onRemove()
        // A list is shown anew in a microtask; a frame later it stands.
        requestAnimationFrame(() => {
          if (!currentTarget.isConnected) lastControlOf(around.filter(({ isConnected }) => isConnected))?.focus()
        })
      }}
    >
      <Icon name="cross" />
    </button>
  )
}

function ancestorsOf(element: Element): Element[] {
  const { parentElement } = element
  return parentElement ? [parentElement, ...ancestorsOf(parentElement)] : []
}

/** Of the nearest that has one. */
function lastControlOf(elements: Element[]): HTMLElement | undefined {
  return elements.map((one) => [...one.querySelectorAll<HTMLElement>('button, select')].at(-1)).find(Boolean)
}
