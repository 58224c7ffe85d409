// Keyboard users keep their place: if what had the focus is gone or disabled, the nearest control left around it gets the focus, else the page.

/** Remembers what has the focus now. Gives a function to call once the page is rendered again: it moves the focus only if that was lost. */
export function keepFocus(): () => void {
  const before = document.activeElement
  // Safari gives a clicked button no focus: then there is none to keep.
  if (!(before instanceof HTMLElement) || before === document.body) return () => {}
  const around = ancestorsOf(before)
  return () => {
    const now = document.activeElement
    if (now && now !== document.body && !now.matches(':disabled')) return
    const main = document.getElementById('main')
    const places = around.filter((one) => one.isConnected && (!main || (main !== one && main.contains(one))))
    const near = places.map((one) => [...one.querySelectorAll<HTMLElement>('a[href], button:enabled, select:enabled')].at(-1)).find(Boolean)
    const isThere = before.isConnected && !before.matches(':disabled')
    ;((isThere ? before : near) ?? main)?.focus()
  }
}

/** For a button that removes its own row: the next row's button gets the focus, else the last control that is left there. `others`: a selector for such buttons. */
export function keepPlaceOf(pressed: HTMLElement, others: string): () => void {
  const around = ancestorsOf(pressed)
  const following = [pressed, ...around].map(({ nextElementSibling }) => nextElementSibling)
  return () => {
    if (pressed.isConnected) return
    const left = around.findIndex(({ isConnected }) => isConnected)
    const next = following[left]?.querySelector<HTMLElement>(others)
    ;(next ?? lastControlOf(around.slice(left)))?.focus()
  }
}

/** The last control of the first element that has any. */
function lastControlOf(elements: Element[]): HTMLElement | undefined {
  return elements.map((one) => [...one.querySelectorAll<HTMLElement>('button, select')].at(-1)).find(Boolean)
}

function ancestorsOf(element: Element): Element[] {
  const { parentElement } = element
  return parentElement ? [parentElement, ...ancestorsOf(parentElement)] : []
}
