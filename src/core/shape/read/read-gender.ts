// Genders: Braze's letters, and words in the languages that hubs use. N is "not applicable", P "prefer not to say".
import type { Json } from '../../json.ts'
import type { LocaleFacts } from './locale-facts.ts'
import { plainName } from './plain-name.ts'
import { textOf, type How, type Read } from './reader.ts'

const WORDS: Record<'M' | 'F' | 'O' | 'N' | 'P', string[]> = {
  M: [
    ...['m', 'male', 'man', 'boy', 'mr'],
    ...['masculino', 'hombre', 'h', 'varón', 'señor', 'sr', 'homem'],
    ...['männlich', 'mann', 'herr', 'masculin', 'homme', 'monsieur'],
    ...['남', '남성', '남자', '男', '男性'],
  ],
  F: [
    ...['f', 'female', 'woman', 'girl', 'ms', 'mrs'],
    ...['femenino', 'mujer', 'señora', 'sra', 'feminino', 'mulher'],
    ...['weiblich', 'w', 'frau', 'féminin', 'femme', 'madame', 'mme'],
    ...['여', '여성', '여자', '女', '女性'],
  ],
  O: [
    ...['o', 'other', 'non-binary', 'nonbinary', 'diverse', 'another gender'],
    ...['otro', 'otra', 'no binario', 'no binaria', 'outro', 'outra', 'não binário', 'não-binário'],
    ...['divers', 'd', 'andere', 'anderes', 'nichtbinär', 'autre', 'non binaire'],
    ...['기타', '논바이너리', 'その他', 'ノンバイナリー'],
  ],
  N: [
    'n',
    'not applicable',
    'n/a',
    'no aplica',
    'não se aplica',
    'nicht zutreffend',
    'non applicable',
    'sans objet',
    '해당 없음',
    '該当なし',
  ],
  P: [
    ...['p', 'prefer not to say', 'i prefer not to say', 'rather not say', 'undisclosed'],
    ...['prefiero no decirlo', 'prefiero no decir', 'prefiro não dizer', 'prefiro não informar', 'prefiro não responder'],
    ...['keine angabe', 'möchte ich nicht sagen', 'je préfère ne pas répondre', 'préfère ne pas répondre', 'je préfère ne pas le dire'],
    ...['밝히고 싶지 않음', '응답하지 않음', '回答しない', '回答したくない', '無回答'],
  ],
}

/** In a Spanish form M may be either: `masculino` beside F, `mujer` beside H. */
function isEither(name: string, { language }: LocaleFacts): boolean {
  return name === 'm' && language === 'es'
}

const BY_WORD = new Map(Object.entries(WORDS).flatMap(([letter, words]) => words.map((word) => [plainName(word), letter] as const)))

export function readGender(raw: Json, how: How): Read {
  const name = plainName((textOf(raw) ?? '').slice(0, 100))
  const letter = BY_WORD.get(name)
  return letter === undefined || (!how.isOwn && isEither(name, how.locale)) ? { code: 'invalid_gender' } : { value: letter }
}
