// For a caller that cannot wait long: work that takes longer goes on all the same, and is not begun a second time before it has ended.

/** Rejects once that long has passed. */
export function inTime(ms: number, work: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | undefined
  return () => {
    underWay ??= work().finally(() => (underWay = undefined))
    let timer: NodeJS.Timeout
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`no answer within ${String(ms)} ms`))
      }, ms)
    })
    return Promise.race([underWay, late]).finally(() => {
      clearTimeout(timer)
    })
  }
}
