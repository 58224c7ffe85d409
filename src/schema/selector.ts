// Whether a text can be a CSS selector. There is no browser to ask: only what the grammar surely refuses is said, never that a pseudo-class is unknown.
// Source: CSS Syntax 3 (identifiers, escapes, strings) and Selectors 4 (the grammar).

const SPACE = '[ \\t\\n\\r\\f]'
const NAME = '(?:-?[A-Za-z_\\u0080-\\uffff]|--)[\\w\\u0080-\\uffff-]*'
const TYPE = `(?:(?:${NAME}|\\*)?\\|)?(?:${NAME}|\\*)`
const ATTRIBUTE = `\\[${SPACE}*${TYPE}${SPACE}*(?:[~|^$*]?=${SPACE}*(?:${NAME}|'')${SPACE}*(?:[A-Za-z]${SPACE}*)?)?\\]`
/** `%` stands for what is in parentheses. */
const PART = `(?:[.#]${NAME}|${ATTRIBUTE}|::?${NAME}%?|&)`
const COMPOUND = `(?:${TYPE}${PART}*|${PART}+)`
const COMBINATOR = `(?:${SPACE}*(?:[>+~]|\\|\\|)${SPACE}*|${SPACE}+)`
const COMPLEX = `${COMPOUND}(?:${COMBINATOR}${COMPOUND})*`
const SELECTOR = new RegExp(`^${SPACE}*${COMPLEX}(?:${SPACE}*,${SPACE}*${COMPLEX})*${SPACE}*$`)

const ESCAPE = /\\(?:[0-9a-fA-F]{1,6}(?:\r\n|[ \t\n\r\f])?|\r\n|[^0-9a-fA-F])/gs
const STRING = /"[^"\n\r\f]*"|'[^'\n\r\f]*'/g
const IN_PARENTHESES = /\((?:[^()[\]{}]|\[[^()[\]{}]*\]|\{[^()[\]{}]*\})*\)/g

/** Why this is no selector; undefined where it is one, or may be. */
export function selectorMistake(selector: string): string | undefined {
  // Comments, and an escape that the end cuts off, are not judged.
  const escaped = selector.replace(ESCAPE, '_')
  if (escaped.includes('/*') || escaped.includes('\\')) return undefined
  const unquoted = escaped.replace(STRING, "''")
  if (/["']/.test(unquoted.replaceAll("''", ''))) return 'a quote is not closed'
  if (SELECTOR.test(withoutParentheses(unquoted))) return undefined
  if (countOf(unquoted, /[([{]/g) !== countOf(unquoted, /[)\]}]/g)) return 'its brackets do not match'
  if (/[.#]-?\d/.test(unquoted)) return 'a name that begins with a digit is written as in [id="7d4f"]'
  if (/=\s*-?\d/.test(unquoted)) return 'a value that begins with a digit is written in quotes'
  return 'its signs make none'
}

/** From the innermost outwards. */
function withoutParentheses(text: string): string {
  const shorter = text.replace(IN_PARENTHESES, '%')
  return shorter === text ? text : withoutParentheses(shorter)
}

function countOf(text: string, sign: RegExp): number {
  return text.match(sign)?.length ?? 0
}
