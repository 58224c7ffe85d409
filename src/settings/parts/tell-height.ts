// The height of what stands over the page, as a property of the style sheets: it depends on width and language, and room is left for it.

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
