// Tells the style sheets the height of an element that covers part of the page, so that room is left for it. It depends on width and language.

export function tellHeight(element: HTMLElement | null, property: `--${string}`): (() => void) | undefined {
  if (!element) return undefined
  const { style } = document.documentElement
  const observer = new ResizeObserver(() => style.setProperty(property, `${element.offsetHeight}px`))
  observer.observe(element)
  return () => {
    observer.disconnect()
    style.removeProperty(property)
  }
}
