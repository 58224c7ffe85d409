// Tabs by the ARIA practices: arrow keys move, the panel belongs to its tab.
import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'

export interface Tab {
  id: string
  text: string
  panel: ComponentChildren
}

export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  const [open, setOpen] = useState(0)
  const base = useId()
  const current = tabs[open] ?? tabs[0]

  function move(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = (open + step + tabs.length) % tabs.length
    setOpen(next)
    document.getElementById(`${base}-${tabs[next]?.id}`)?.focus()
  }

  return (
    <div class="tabs">
      <div role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map(({ id, text }, index) => (
          <button
            key={id}
            id={`${base}-${id}`}
            role="tab"
            aria-selected={index === open}
            aria-controls={`${base}-panel`}
            tabIndex={index === open ? 0 : -1}
            onClick={() => setOpen(index)}
          >
            {text}
          </button>
        ))}
      </div>
      <div class="panel" role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${current?.id}`} tabIndex={0}>
        {current?.panel}
      </div>
    </div>
  )
}
