// Languages: ISO 639-1 codes, locale tags, and names in the languages that hubs use (by CLDR).
import type { Json } from '../../json.ts'
import { HUB_LANGUAGES } from './hub-languages.ts'
import { plainName } from './plain-name.ts'
import type { Read } from './reader.ts'

// The codes of ISO 639-1.
const CODES = (
  'aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ' +
  'ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os ' +
  'pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu'
).split(' ')

let byName: Map<string, string> | undefined

export function readLanguage(raw: Json): Read {
  if (typeof raw !== 'string') return { code: 'invalid_language' }
  const text = raw.trim()
  const subtag = /^([A-Za-z]{2})(?:[-_][A-Za-z0-9]{2,8}){0,3}$/.exec(text)?.[1]?.toLowerCase()
  if (subtag !== undefined && CODES.includes(subtag)) return { value: subtag }
  byName ??= namesOf()
  const code = text.length <= 100 ? byName.get(plainName(text)) : undefined
  return code === undefined ? { code: 'invalid_language' } : { value: code }
}

function namesOf(): Map<string, string> {
  const names = new Map<string, string>()
  const displays = HUB_LANGUAGES.map((language) => new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }))
  for (const code of CODES) {
    const own = new Intl.DisplayNames([code], { type: 'language', fallback: 'none' })
    for (const display of [...displays, own]) {
      const name = display.of(code)
      if (name !== undefined && !names.has(plainName(name))) names.set(plainName(name), code)
    }
  }
  return names
}
