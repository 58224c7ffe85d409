// Looks after what announces itself by no event: data layers and frames that come or are replaced, confirmations, idle plays.
import { finishIdle } from './collect.ts'
import { checkConfirmations } from './confirm.ts'
import { listen } from './forms/listen.ts'
import { hear } from './komo/events.ts'
import { follow } from './komo/layers.ts'
import { safe } from './safe.ts'
import { expire } from './waiting.ts'

/** Milliseconds between two looks. */
const EVERY = 250

export function watch(): void {
  look()
  // Frames that come or navigate.
  document.addEventListener('load', () => look(), true)
  setInterval(() => look(EVERY), EVERY)
}

export const look = safe((elapsed?: number): void => {
  watchView(window)
  checkConfirmations(elapsed ?? 0)
  finishIdle(false)
  expire()
})

/** The window and its same-origin frames. A frame that carries the script itself is left to it. */
const watchView = safe((view: Window & typeof globalThis): void => {
  if (view !== window && 'komoBraze' in view) return
  // Throws for a frame of another origin.
  listen(view)
  follow(view, hear)
  for (let index = 0; index < view.length; index++) watchView(view[index] as Window & typeof globalThis)
})
