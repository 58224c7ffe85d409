// One after the other: work that reads a file, decides and writes it must not be overtaken by other work on that file, nor a query to the database by the next one.

export type Queue = <Result>(work: () => Promise<Result>) => Promise<Result>

export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = last.then(work)
    last = result.catch(() => {})
    return result
  }
}
