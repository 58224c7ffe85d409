// What is being typed is nobody else's: it survives whatever is shown anew, counts once the control is left, and gives way where it was taken back or refused.
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import { TextInput } from '../../src/settings/parts/text-input.tsx'

let root: HTMLElement
beforeEach(() => {
  root = document.createElement('div')
  document.body.replaceChildren(root)
})

const show = (value: string, onChange: (text: string) => void): HTMLInputElement => {
  void act(() => render(<TextInput value={value} onChange={(event) => onChange(event.currentTarget.value)} />, root))
  return root.querySelector('input')!
}
const type = (input: HTMLInputElement, text: string): void => {
  void act(() => {
    input.value = text
    input.dispatchEvent(new Event('input', { bubbles: true }))
  })
}
const leave = (input: HTMLInputElement): void => {
  void act(() => {
    input.dispatchEvent(new Event('change', { bubbles: true }))
    input.dispatchEvent(new Event('blur'))
  })
}

test('typing survives being shown anew, and counts when the control is left', () => {
  const onChange = vi.fn()
  const input = show('old', onChange)
  type(input, 'half of a na')
  show('old', onChange)
  expect(input.value).toBe('half of a na')
  type(input, 'half of a name')
  leave(input)
  expect(onChange).toHaveBeenCalledExactlyOnceWith('half of a name')
  show('half of a name', onChange)
  expect(input.value).toBe('half of a name')
})

test('what was refused or taken back shows the real value again', () => {
  const input = show('old', () => {})
  type(input, 'refused')
  leave(input)
  expect(input.value).toBe('old')
  type(input, 'old')
  void act(() => {
    input.dispatchEvent(new Event('blur'))
  })
  show('new from elsewhere', () => {})
  expect(input.value).toBe('new from elsewhere')
})
