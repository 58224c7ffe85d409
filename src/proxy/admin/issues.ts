// The lines that the schema gives for a declaration, as issues with a path that a page can lead to.
import type { Issue } from '../../core/admin.ts'

/** `rules[0].attributes["a b"].type: found …, wanted …` */
export function issueOf(line: string): Issue {
  const end = pathEnd(line)
  const path = end < 0 || line.startsWith('the file: ') ? [] : keysOf(line.slice(0, end))
  return { level: 'error', path, message: end < 0 ? line : line.slice(end + 2) }
}

/** Where the path ends: at the first `: ` outside of quotes. */
function pathEnd(line: string): number {
  const path = /^(?:\.?[\w$]+|\[\d+\]|\["(?:[^"\\]|\\.)*"\])+(?=: )/.exec(line)
  return path === null ? line.indexOf(': ') : path[0].length
}

function keysOf(path: string): (string | number)[] {
  return [...path.matchAll(/\.?([\w$]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g)].map(([, name, index, quoted]) =>
    index !== undefined ? Number(index) : quoted !== undefined ? String(JSON.parse(quoted)) : (name ?? ''),
  )
}
