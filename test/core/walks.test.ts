// What goes through a rule: its values, conditions, templates and consent.
import { describe, expect, it } from 'vitest'
import { conditionPaths, conditionTests } from '../../src/core/condition-tests.ts'
import { consentOf } from '../../src/core/consent-of.ts'
import { templateParts, templatePaths } from '../../src/core/template.ts'
import { valuesOf } from '../../src/core/values-of.ts'

describe('consentOf', () => {
  const [own, hub] = [{ api: true }, { from: 'field.terms' }]
  it.each([
    ['the rule has none of its own', {}, { consent: hub }, hub],
    ['the rule has its own', { consent: own }, { consent: hub }, own],
    ['the rule asks for none', { consent: 'none' as const }, { consent: hub }, undefined],
    ['nobody asks', {}, {}, undefined],
  ])('%s', (_, rule, file, consent) => {
    expect(consentOf(rule, file)).toEqual(consent)
  })
})

describe('templates', () => {
  it.each([
    ['{card.id}-{field.team}', ['', 'card.id', '-', 'field.team', ''], ['card.id', 'field.team']],
    ['no source', ['no source'], []],
    ['{}', ['', '', ''], ['']],
    ['{{card.id}}', ['{', 'card.id', '}'], ['card.id']],
  ])('%s', (template, parts, paths) => {
    expect(templateParts(template)).toEqual(parts)
    expect(templatePaths(template)).toEqual(paths)
  })
})

describe('conditions', () => {
  const condition = { all: [{ 'field.a': 1, 'field.b': { present: true } }, { any: [{ not: { 'field.c': { in: ['x'] } } }] }] }
  it('give every test, in order, and whether it stands under a not', () => {
    expect(conditionTests(condition)).toEqual([
      { path: 'field.a', test: 1, isNegated: false },
      { path: 'field.b', test: { present: true }, isNegated: false },
      { path: 'field.c', test: { in: ['x'] }, isNegated: true },
    ])
  })
  it('give their paths; none where there is no condition', () => {
    expect(conditionPaths(condition)).toEqual(['field.a', 'field.b', 'field.c'])
    expect(conditionPaths(undefined)).toEqual([])
  })
})

it('valuesOf: every declared value with where it stands', () => {
  const rule = {
    id: 'r',
    on: 'form',
    attributes: { team: 'field.team' },
    events: [{ name: 'entered' }, { name: 'answered', properties: { answer: { value: 1 } } }],
    purchases: [{ productId: 'card.name', price: 'event.price', currency: { value: 'AUD' }, properties: { size: 'field.size' } }],
  }
  expect(valuesOf(rule).map(({ place, path, declared }) => [place, path.join('.'), declared])).toEqual([
    ['attribute', 'attributes.team', 'field.team'],
    ['property', 'events.1.properties.answer', { value: 1 }],
    ['purchase', 'purchases.0.productId', 'card.name'],
    ['purchase', 'purchases.0.price', 'event.price'],
    ['purchase', 'purchases.0.currency', { value: 'AUD' }],
    ['property', 'purchases.0.properties.size', 'field.size'],
  ])
})
