// A text control whose value counts once it is left. What is being typed survives whatever renders the page meanwhile: a dry run that answers, a look at the proxy.
import { useSignal, type Signal } from '@preact/signals'

interface Props<Element extends HTMLElement> {
  value: string | number
  onChange: (event: { currentTarget: Element }) => void
  class?: string
  spellcheck?: boolean
  placeholder?: string
}
interface InputProps extends Props<HTMLInputElement> {
  type?: 'url' | 'number'
  list?: string | undefined
  min?: number
  max?: number
  autocapitalize?: 'off'
  autocomplete?: 'off'
}
interface AreaProps extends Props<HTMLTextAreaElement> {
  rows: number
}

export function TextInput({ value, onChange, ...rest }: InputProps) {
  const typed = useSignal<string | undefined>(undefined)
  return <input {...(rest as object)} value={typed.value ?? value} {...handlers(typed, onChange)} />
}

export function TextArea({ value, onChange, ...rest }: AreaProps) {
  const typed = useSignal<string | undefined>(undefined)
  return <textarea {...(rest as object)} value={typed.value ?? value} {...handlers(typed, onChange)} />
}

/** The control in which something is typed that does not count yet. */
let typedIn: HTMLElement | undefined

/** While this holds nothing else may take the place of what is edited: what is typed would count for that. */
export function isTyping(): boolean {
  return typedIn?.isConnected === true
}

function handlers<Element extends HTMLElement & { value: string }>(
  typed: Signal<string | undefined>,
  onChange: (event: { currentTarget: Element }) => void,
) {
  return {
    onInput: ({ currentTarget }: { currentTarget: Element }) => {
      typed.value = currentTarget.value
      typedIn = currentTarget
    },
    onChange: (event: { currentTarget: Element }) => {
      onChange(event)
      typed.value = undefined
      typedIn = undefined
    },
    // Typed and taken back: no change, and the value shown is the real one again.
    onBlur: () => {
      typed.value = undefined
      typedIn = undefined
    },
  }
}
