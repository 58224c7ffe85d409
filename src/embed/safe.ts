// The wall between the script and the page: whatever goes wrong in the script, the page's own code goes on as if it were not there.

/** The same function, but what it throws ends here (and its result is then `undefined`). */
export function safe<A extends unknown[], R>(run: (...args: A) => R): (...args: A) => R | undefined {
  return (...args) => {
    try {
      return run(...args)
    } catch {
      // A broken declaration or a hostile page is not the visitor's problem; tests and inspector read the trace instead.
    }
  }
}
