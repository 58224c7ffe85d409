// Closes the connection of an answer that is not taken in time: a client that never reads would hold both for ever. The total time counts, not idle time: a byte read now and then does not extend it.
import type { ServerResponse } from 'node:http'

/** A listener for `prefinish`, when a response has handed everything to its socket. */
export function endUntaken(ms: number): (this: ServerResponse) => void {
  return function () {
    const { socket } = this
    // Almost always the operating system has taken all of it by now.
    if (socket === null || socket.writableLength === 0) return
    const timer = setTimeout(() => {
      socket.destroy()
    }, ms)
    timer.unref()
    this.once('close', () => {
      clearTimeout(timer)
    })
  }
}
