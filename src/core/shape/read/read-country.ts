// Countries: ISO 3166-1 alpha-2 codes, and names in the languages that hubs use (by CLDR).
import type { Json } from '../../json.ts'
import { HUB_LANGUAGES } from './hub-languages.ts'
import { plainName } from './plain-name.ts'
import type { Read } from './reader.ts'

// The officially assigned codes of ISO 3166-1.
const CODES = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ ' +
  'DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
  'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM ' +
  'PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ ' +
  'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ')

/** Everyday names that CLDR does not have. */
const EVERYDAY: Record<string, string> = {
  usa: 'US',
  'u s a': 'US',
  'u s': 'US',
  'united states of america': 'US',
  'the united states': 'US',
  america: 'US',
  eeuu: 'US',
  'ee uu': 'US',
  eua: 'US',
  uk: 'GB',
  'u k': 'GB',
  'great britain': 'GB',
  'united kingdom of great britain and northern ireland': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  holland: 'NL',
  'the netherlands': 'NL',
  'south korea': 'KR',
  'republic of korea': 'KR',
  'korea south': 'KR',
  'north korea': 'KP',
  uae: 'AE',
  'czech republic': 'CZ',
  turkey: 'TR',
  'ivory coast': 'CI',
  burma: 'MM',
  swaziland: 'SZ',
  macedonia: 'MK',
  'cape verde': 'CV',
  'east timor': 'TL',
  'the philippines': 'PH',
  'the bahamas': 'BS',
  'the gambia': 'GM',
  'russian federation': 'RU',
  'viet nam': 'VN',
  'people s republic of china': 'CN',
  'hong kong': 'HK',
  macau: 'MO',
  macao: 'MO',
  aus: 'AU',
  nzl: 'NZ',
  gbr: 'GB',
  can: 'CA',
  deu: 'DE',
  fra: 'FR',
  esp: 'ES',
  bra: 'BR',
  prt: 'PT',
  jpn: 'JP',
  kor: 'KR',
  mex: 'MX',
  arg: 'AR',
  ita: 'IT',
  nld: 'NL',
  chn: 'CN',
  ind: 'IN',
  irl: 'IE',
  zaf: 'ZA',
}

let byName: Map<string, string> | undefined

export function readCountry(raw: Json): Read {
  if (typeof raw !== 'string') return { code: 'invalid_country' }
  const text = raw.trim()
  if (/^[A-Za-z]{2}$/.test(text) && CODES.includes(text.toUpperCase())) return { value: text.toUpperCase() }
  byName ??= namesOf()
  const code = text.length <= 100 ? byName.get(plainName(text)) : undefined
  return code === undefined ? { code: 'invalid_country' } : { value: code }
}

function namesOf(): Map<string, string> {
  const names = new Map<string, string>(Object.entries(EVERYDAY))
  for (const language of HUB_LANGUAGES) {
    for (const style of ['long', 'short'] as const) {
      const display = new Intl.DisplayNames([language], { type: 'region', style, fallback: 'none' })
      for (const code of CODES) {
        const name = display.of(code)
        if (name !== undefined && !names.has(plainName(name))) names.set(plainName(name), code)
      }
    }
  }
  return names
}
