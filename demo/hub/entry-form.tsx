// A card's data-capture form: rendered on the client, sent by script, answered by the hub's own server, which may refuse the entry.
import { useState } from 'preact/hooks'
import type { Card, Field } from './cards.ts'
import { pushEvent } from './data-layer.ts'
import { SAMPLE_PEOPLE } from './sample-people.ts'
import { tell } from './to-demo.ts'

interface Props {
  card: Card
  title: string
  onAccepted(): void
}

let nextPerson = 0

export function EntryForm({ card, title, onAccepted }: Props) {
  const [state, setState] = useState<{ busy: boolean; refusal?: string }>({ busy: false })
  const fields = card.form?.fields ?? []

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    tell({ komoBrazeDemo: 'form', card: card.id, fields: fields.map(({ id, label }) => ({ id, label })) })
    setState({ busy: true })
    const answer = await fetch('/api/entries', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ card: card.id, entry: Object.fromEntries(new FormData(form)) }),
    }).then(
      (response) => response.json() as Promise<{ accepted: boolean; reason?: string }>,
      () => ({ accepted: false, reason: 'The hub did not answer. Try again.' }),
    )
    setState({ busy: false, ...(answer.accepted ? {} : { refusal: answer.reason ?? '' }) })
    if (!answer.accepted) return
    pushEvent('form-submission', card)
    onAccepted()
  }

  function fill(event: MouseEvent): void {
    const form = (event.currentTarget as HTMLElement).closest('form')
    const person = SAMPLE_PEOPLE[nextPerson++ % SAMPLE_PEOPLE.length] ?? {}
    for (const control of form?.elements ?? []) {
      if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) continue
      const value = person[control.name]
      if (value === undefined) continue
      if (control instanceof HTMLInputElement && control.type === 'checkbox') {
        control.checked = Array.isArray(value) ? value.includes(control.value) : value === true
      } else control.value = String(value)
    }
  }

  return (
    <form class="entry" onSubmit={(event) => void submit(event)}>
      <h3 tabIndex={-1}>{title}</h3>
      <button type="button" class="fill" onClick={fill}>
        Fill in for me
      </button>
      {fields.map((field) => (
        <Control key={field.id} field={field} />
      ))}
      {state.refusal !== undefined && (
        <p class="refusal" role="alert">
          {state.refusal}
        </p>
      )}
      <button class="send" disabled={state.busy}>
        {state.busy ? 'One moment …' : card.form?.send}
      </button>
    </form>
  )
}

function Control({ field }: { field: Field }) {
  const { id, label, kind, required = false, placeholder, inputMode, options = [] } = field
  if (kind === 'checkbox') {
    return (
      <label class="check">
        <input type="checkbox" name={id} value="true" required={required} />
        <span>{label}</span>
      </label>
    )
  }
  if (kind === 'checks') {
    return (
      <fieldset>
        <legend>{label}</legend>
        {options.map(([value, text]) => (
          <label class="check" key={value}>
            <input type="checkbox" name={id} value={value} />
            <span>{text}</span>
          </label>
        ))}
      </fieldset>
    )
  }
  return (
    <label class="text">
      <span>{label}</span>
      {kind === 'select' ? (
        <select name={id}>
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      ) : (
        <input
          name={id}
          // One element for several kinds: preact's types want each by itself.
          type={kind as 'text'}
          required={required}
          autocomplete="off"
          {...(placeholder && { placeholder })}
          {...(inputMode && { inputMode })}
          {...(kind === 'number' && { min: 0 })}
        />
      )}
    </label>
  )
}
