// A form's own properties and methods: controls named `elements`, `id`, `closest` or `attributes` hide them on the form itself.

/** Works for any element: those of other frames too, and those that are no form for what every element has. */
export function own<K extends keyof HTMLFormElement & string>(element: Element, key: K): HTMLFormElement[K] {
  return Reflect.get(HTMLFormElement.prototype, key, element) as HTMLFormElement[K]
}

export function callOwn<T = Element | null>(
  element: Element,
  method: 'closest' | 'matches' | 'querySelector' | 'querySelectorAll',
  selector: string,
): T {
  return (own(element, method) as (selector: string) => T).call(element, selector)
}
