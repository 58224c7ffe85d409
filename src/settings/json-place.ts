// Where a text stops being JSON, by line and column: each browser words that in its own way, and some do not say it.

const SPACE = /[ \t\n\r]*/y
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y
const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const [COMMA, COLON, LIST, LIST_END, OBJECT, OBJECT_END] = [/,/y, /:/y, /\[/y, /\]/y, /\{/y, /\}/y]

/** Both count from 1. For a text that is JSON: its end. */
export function placeOf(text: string): { line: number; column: number } {
  const before = text.slice(0, firstWrong(text)).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

function firstWrong(text: string): number {
  let at = 0
  const eat = (token: RegExp): boolean => {
    token.lastIndex = at
    if (!token.test(text)) return false
    at = token.lastIndex
    return true
  }
  const next = (token: RegExp): boolean => eat(SPACE) && eat(token)
  const several = (one: () => boolean, end: RegExp): boolean => {
    if (next(end)) return true
    do if (!one()) return false
    while (next(COMMA))
    return next(end)
  }
  const member = (): boolean => next(STRING) && next(COLON) && value()
  const value = (): boolean =>
    next(STRING) || next(WORD) || (next(LIST) ? several(value, LIST_END) : next(OBJECT) && several(member, OBJECT_END))
  if (value()) eat(SPACE)
  return at
}
