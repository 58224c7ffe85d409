// An answer that is not taken in time ends its connection: whoever asks and does not read would hold both for ever. By the clock, not by stillness: a byte now and then is no reading.
import type { ServerResponse } from 'node:http'

/** For the moment at which a response has handed all of itself to its socket. */
export function endUntaken(ms: number): (this: ServerResponse) => void {
  return function () {
    const { socket } = this
    // Almost always the system has taken it already.
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
