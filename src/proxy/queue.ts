// One after the other: what reads a file, decides and writes it must not be overtaken by another that does the same, nor a question to the database by the next.

export type Queue = <Result>(work: () => Promise<Result>) => Promise<Result>

export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = last.then(work)
    last = result.catch(() => {})
    return result
  }
}
