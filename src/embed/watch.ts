// Polls for what no event announces: data layers and frames that come or are replaced, confirmations, idle plays.
import { checkConfirmations } from './confirm.ts'
import { isTheirs, listen } from './forms/listen.ts'
import { hear } from './komo/events.ts'
import { follow } from './komo/layers.ts'
import { safe } from './safe.ts'
import { expire } from './waiting.ts'

/** Milliseconds between two looks. */
const EVERY = 250

export function watch(): void {
  look(0)
  // Finds frames as soon as they come or navigate.
  document.addEventListener('load', () => look(0), true)
  setInterval(look, EVERY, EVERY)
}

export const look = safe((elapsed: number): void => {
  watchView(window)
  checkConfirmations(elapsed)
  expire()
})

/** The window and its same-origin frames. One of another origin throws, which ends here. */
const watchView = safe((view: Window & typeof globalThis): void => {
  if (isTheirs(view.document)) return
  listen(view)
  if (view === window || view.document.readyState === 'complete')
    follow(view, (name, payload) => {
      // The frame's own copy of this script may come with its last bytes, or later still.
      if (!isTheirs(view.document)) hear(name, payload)
    })
  // Not up to its `length`, which a page's own `var length` replaces.
  for (let index = 0; view[index]; index++) watchView(view[index] as typeof view)
})
