// An operator without a mouse: Tab to what is wanted by its name, then keys. What Tab never reaches, or what shows no focus, fails.
import type { Page } from 'playwright'

interface Focused {
  name: string
  tag: string
  hasRing: boolean
}

/** The control that has the focus, named as a screen reader would. */
function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const element = document.activeElement
    // Past the last control the focus is the browser's own, and the page's body stands for it.
    if (!(element instanceof HTMLElement) || element === document.body) return { name: '', tag: '', hasRing: true }
    const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])].map(({ textContent }) => textContent) : []
    const name = element.getAttribute('aria-label') ?? (labels.length ? labels.join(' ') : element.textContent)
    // The ring may be on the box that stands for a visually hidden radio button or file control.
    const shown = [element, element.nextElementSibling, element.parentElement].filter((one) => one instanceof HTMLElement)
    const after = getComputedStyle(element, '::after')
    const hasRing =
      shown.some((one) => getComputedStyle(one).outlineStyle !== 'none') || after.outlineStyle !== 'none' || element.id === 'main'
    return { name: name.replace(/\s+/g, ' ').trim(), tag: element.localName, hasRing }
  })
}

export async function nameOfFocused(page: Page): Promise<string> {
  return (await focused(page)).name
}

export async function tabTo(page: Page, wanted: string | RegExp, { back = false } = {}): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
    const { name, hasRing } = await focused(page)
    if (!hasRing) throw new Error(`no focus is shown on: ${name}`)
    if (typeof wanted === 'string' ? name === wanted : wanted.test(name)) return
    passed.push(name)
  }
  throw new Error(`Tab never reached ${String(wanted)}; it passed: ${passed.join(' | ')}`)
}

export async function press(page: Page, wanted: string | RegExp): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.press('Enter')
}

/** Replaces what the text control holds, and leaves it by Tab so that it counts as changed. */
export async function write(page: Page, wanted: string | RegExp, text: string): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Shift+Tab')
}
