// Looks after what announces itself by no event: data layers and frames that come or are replaced, confirmations, idle plays.
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
  // Frames that come or navigate.
  document.addEventListener('load', () => look(0), true)
  setInterval(look, EVERY, EVERY)
}

export const look = safe((elapsed: number): void => {
  watchView(window)
  checkConfirmations(elapsed)
  expire()
})

/** The window and its same-origin frames; throws, for nobody to hear, at one of another origin. */
const watchView = safe((view: Window & typeof globalThis): void => {
  if (isTheirs(view.document)) return
  listen(view)
  if (view === window || view.document.readyState === 'complete')
    follow(view, (name, payload) => {
      // Its own script may come with the frame's last bytes, or later still.
      if (!isTheirs(view.document)) hear(name, payload)
    })
  // Not up to its `length`, which a page's own `var length` replaces.
  for (let index = 0; view[index]; index++) watchView(view[index] as typeof view)
})
