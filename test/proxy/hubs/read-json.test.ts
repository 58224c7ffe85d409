// JSON that people write: where a mistake stands, in every kind of sentence that V8 has for one; and keys that would be lost.
import { expect, test } from 'vitest'
import { readJson } from '../../../src/proxy/hubs/read-json.ts'

test.each<[text: string, json: unknown]>([
  ['{"hub": "a"}', { hub: 'a' }],
  ['\ufeff{"hub": "a"}', { hub: 'a' }],
  ['null', null],
])('%j', (text, json) => {
  expect(readJson(text)).toEqual({ json })
})

test.each<[text: string, place: string, mistake: string]>([
  ['{"hub": }', 'line 1 column 9', 'Unexpected token \'}\', "{"hub": }" is not valid JSON'],
  ['\ufeff{"hub": }', 'line 1 column 9', 'Unexpected token \'}\', "{"hub": }" is not valid JSON'],
  ['{\n  "hub": "a",\n}', 'line 3 column 1', 'Expected double-quoted property name'],
  ['{\n  "hub": "a"\n  "origins": []\n}', 'line 3 column 3', "Expected ',' or '}' after property value"],
  ['{\r\n  hub: "a"\r\n}', 'line 2 column 3', "Expected property name or '}'"],
  ['{\n  "a": [1,\n  2,]\n}', 'line 3 column 5', 'Unexpected token \']\', "{ "a": [1, 2,] }" is not valid JSON'],
  ['{\n  "kiosk": True\n}', 'line 2 column 12', 'Unexpected token \'T\', "{ "kiosk": True }" is not valid JSON'],
  ['{\n  // why\n}', 'line 2 column 3', "Expected property name or '}'"],
  ['{"hub": "at position 1" x', 'line 1 column 25', "Expected ',' or '}' after property value"],
  ['[\n x, "at position 1"]', 'line 2 column 2', 'Unexpected token \'x\', "[ x, "at pos"... is not valid JSON'],
  ['{} {}', 'line 1 column 4', 'Unexpected non-whitespace character after JSON'],
  ['{"hub": "a\u0007"}', 'line 1 column 11', 'Bad control character in string literal'],
  ['{"hub": [', 'line 1 column 10', 'Unexpected end of JSON input'],
  ['', 'line 1 column 1', 'Unexpected end of JSON input'],
  ['nonsense', 'line 1 column 2', 'Unexpected token \'o\', "nonsense" is not valid JSON'],
])('%j: %s', (text, place, mistake) => {
  expect(readJson(text)).toEqual({ found: 'no JSON', place, mistake })
})

test.each<[text: string, place: string, mistake: string]>([
  ['{"a": 1, "a": 1}', 'line 1 column 10', '"a"'],
  ['\ufeff{\n  "a": {},\n  "\\u0061" : []\n}', 'line 3 column 3', '"a"'],
  ['[{"a": {"b": [{}, "a", "b"], "b": 0}}]', 'line 1 column 30', '"b"'],
  ['{"a": {"__proto__": 1, "__proto__": 2}}', 'line 1 column 24', '"__proto__"'],
])('%j has a key twice', (text, place, mistake) => {
  expect(readJson(text)).toEqual({ found: 'a key twice', place, mistake })
})

test.each(['{"a": {"a": {"a": "a"}}, "b": [{"a": 1}, {"a": 2}]}', '{"a": "\\"a\\": {", "b": ["a", "a"], "A": "\\\\"}'])(
  '%j has each once',
  (text) => {
    expect(readJson(text)).toEqual({ json: JSON.parse(text) as unknown })
  },
)
