// Warnings about CSS selectors: an invalid one, or a label's text in the place of one, silently finds nothing in the page.
import type { Rule } from '../../core/hub-file.ts'
import { selectorMistake } from '../selector.ts'
import { warning, type Warning } from './warning.ts'

interface DeclaredSelector {
  path: (string | number)[]
  selector: string
}

export function selectorWarnings(rule: Rule, index: number): Warning[] {
  return selectorsOf(rule).flatMap(({ path, selector }) => {
    const at = ['rules', index, ...path]
    const quoted = JSON.stringify(selector)
    const orLabel = path[0] === 'fields' ? `; the text of a label is {"label": ${quoted}}` : ''
    const mistake = selectorMistake(selector)
    if (mistake !== undefined) return [warning(at, 'no_selector', `${quoted} is no CSS selector: ${mistake}${orLabel}`)]
    const word = WORDS.test(selector) ? selector.split(' ').find((one) => !isElement(one)) : undefined
    if (word === undefined) return []
    const meant = word === selector ? `; did you mean "#${word}"?` : ''
    return [warning(at, 'no_selector', `${quoted} looks for elements called <${word}>, and HTML has none${orLabel}${meant}`)]
  })
}

function selectorsOf({ where, card, confirm, root, trigger, fields }: Rule): DeclaredSelector[] {
  const forms = where?.form ?? []
  return [
    ...[forms].flat().map((selector, at) => ({ path: ['where', 'form', ...(Array.isArray(forms) ? [at] : [])], selector })),
    ...(card && 'closest' in card ? [{ path: ['card', 'closest'], selector: card.closest }] : []),
    ...(typeof confirm === 'object' && 'appears' in confirm ? [{ path: ['confirm', 'appears'], selector: confirm.appears }] : []),
    ...(root === undefined ? [] : [{ path: ['root'], selector: root }]),
    ...(trigger === undefined ? [] : [{ path: ['trigger'], selector: trigger.replace(/^(click|change) /, '') }]),
    ...Object.entries(fields ?? {}).flatMap(([id, finder]) =>
      typeof finder === 'string' ? [{ path: ['fields', id], selector: finder }] : [],
    ),
  ]
}

const WORDS = /^[\p{L}\d_-]+( [\p{L}\d_-]+)*$/u

/** A name with a hyphen is a custom element's. */
function isElement(word: string): boolean {
  return word.includes('-') || ELEMENTS.has(word.toLowerCase())
}

/** Source: HTML's index of elements, its obsolete ones too, and those of SVG and MathML that stand for themselves. */
const ELEMENTS = new Set(
  `a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button canvas caption
  center cite code col colgroup command content data datalist dd del details dfn dialog dir div dl dt em embed fencedframe fieldset figcaption
  figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend
  li link listing main map mark marquee math menu menuitem meta meter multicol nav nextid nobr noembed noframes noscript object ol optgroup option
  output p param picture plaintext portal pre progress q rb rbc rp rt rtc ruby s samp script search section select selectedcontent selectlist
  shadow slot small source spacer span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track
  tt u ul var video wbr xmp circle ellipse g path rect use`.split(/\s+/),
)
