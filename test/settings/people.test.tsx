// Who a visitor is, in a document: cards that are moved keep the focus, and what has no control on the page outlives every choice.
import { act } from 'preact/test-utils'
import { describe, expect, test, vi } from 'vitest'
import type { HubDetail, Issue } from '../../src/core/admin.ts'
import type { Consent, HubFile, Identity, Jwt } from '../../src/core/hub-file.ts'
import { createEditor, type Editor } from '../../src/settings/hub-editor.ts'
import { IDENTITY_SORTS, identityOf } from '../../src/settings/identity-kinds.ts'
import { newHub } from '../../src/settings/new-hub.ts'
import { useRowKeys } from '../../src/settings/parts/row-keys.ts'
import { StepErrors } from '../../src/settings/parts/step-errors.tsx'
import { CandidateCard } from '../../src/settings/people/candidate-card.tsx'
import { ProofKeys } from '../../src/settings/people/proof-keys.tsx'
import { UnknownPeople } from '../../src/settings/people/unknown-people.tsx'
import { all, button, field, press, set, show, unnamed } from './document.tsx'

function editorOf(more: Partial<HubFile>): Editor {
  const file = { ...newHub('h', 'https://h.example', 'default'), ...more }
  const call = vi.fn()
  return createEditor({ hub: call, saveHub: call, dryRun: call, pauseHub: call, resumeHub: call }, {
    hub: 'h',
    file,
    etag: '1',
    issues: [],
  } as unknown as HubDetail)
}

describe('the candidates', () => {
  function Candidates({ editor }: { editor: Editor }) {
    const { identity } = editor.draft.value
    const keys = useRowKeys(identity.length)
    return (
      <ol>
        {identity.map((one, index) => (
          <CandidateCard key={keys.of(index)} keys={keys} editor={editor} identity={one} index={index} count={identity.length} />
        ))}
      </ol>
    )
  }
  const identity: Identity[] = [identityOf('alias_email'), identityOf('alias_phone'), identityOf('braze_id_page')]
  const labels = (editor: Editor): string[] => editor.draft.value.identity.map((one) => ('label' in one ? one.label : one.as))
  const pressFocused = async (): Promise<void> => {
    press(document.activeElement as HTMLElement)
    await new Promise(requestAnimationFrame)
  }

  test('one is moved up as often as its button is pressed; at the top the focus goes to the button that moves it down', async () => {
    const editor = editorOf({ identity })
    show(editor, (one) => <Candidates editor={one} />)
    button('Move Braze ID, as the page says up')?.focus()
    await pressFocused()
    expect(labels(editor)).toEqual(['email', 'braze_id', 'phone'])
    expect(document.activeElement).toBe(button('Move Braze ID, as the page says up'))
    await pressFocused()
    expect(labels(editor)).toEqual(['braze_id', 'email', 'phone'])
    expect(document.activeElement).toBe(button('Move Braze ID, as the page says down'))
    await pressFocused()
    expect(labels(editor)).toEqual(['email', 'braze_id', 'phone'])
  })

  const mail = { as: 'user_alias', label: 'email', from: { from: 'field.email' } } as const
  test.each<[string, Identity, HubFile['profiles'], string[]]>([
    ['makes one that can be mailed', mail, 'create', ['new alias-only profile that can be mailed.', 'until you merge them in Braze.']],
    ['makes one that cannot', { ...mail, reach: false }, 'create', ['new alias-only profile.', 'until you merge them in Braze.']],
    ['makes none', mail, 'update', ['Writes into the profile with this alias.', 'until you merge them in Braze.']],
    ['makes none of an e-mail', identityOf('email'), 'update', ['Writes into the profile that has this e-mail.']],
    ['makes none of a phone', identityOf('phone'), 'update', ['Writes into the profile that has this phone number.']],
    [
      'makes one of a new external ID',
      identityOf('external_id_proof'),
      undefined,
      ['vouches for them.', 'A new external ID makes a new profile.'],
    ],
    ['makes none of a new external ID', identityOf('external_id_page'), 'update', ['Writes into the profile with this external ID.']],
  ])('says whose profile it writes, and that it %s', (_, one, profiles = 'create', sentences) => {
    show(editorOf({ identity: [one], profiles }), (editor) => <Candidates editor={editor} />)
    expect(all<HTMLElement>('.meaning').map(({ textContent }) => textContent)).toEqual(
      sentences.map((end) => expect.stringMatching(`${end}$`)),
    )
  })

  test('a kind that is chosen away and chosen again reads what it read', () => {
    const from = { from: 'field.contact', type: 'email' } as const
    const editor = editorOf({ identity: [{ as: 'user_alias', label: 'email', from }] })
    show(editor, (one) => <Candidates editor={one} />)
    set(field('Map people by'), 'external_id_proof')
    expect(editor.draft.value.identity).toEqual([{ as: 'external_id', proof: 'extension.token' }])
    set(field('Map people by'), 'email')
    expect(editor.draft.value.identity).toEqual([{ as: 'email', from, trust: 'page' }])
  })

  test('an alias that is chosen away and chosen again has its label, and reaches as little as before', () => {
    const alias = { as: 'user_alias', label: 'crm', from: { from: 'extension.customer' } } as const
    const mail = { as: 'user_alias', label: 'email', from: { from: 'field.contact' }, reach: false } as const
    const editor = editorOf({ identity: [alias, mail] })
    show(editor, (one) => <Candidates editor={one} />)
    const kinds = (): HTMLSelectElement[] => all<HTMLSelectElement>('.candidate select').filter(({ value }) => value in IDENTITY_SORTS)
    for (const kind of ['braze_id_page', 'alias_other']) set(kinds()[0]!, kind)
    for (const kind of ['alias_phone', 'alias_email']) set(kinds()[1]!, kind)
    expect(editor.draft.value.identity).toEqual([alias, mail])
  })

  test('one that is being typed in is not another when the one before it is removed', () => {
    const editor = editorOf({ identity })
    show(editor, (one) => <Candidates editor={one} />)
    const last = all<HTMLInputElement>('.candidate input').at(-1)!
    void act(() => {
      last.value = 'extension.bra'
      last.dispatchEvent(new Event('input', { bubbles: true }))
    })
    press(button('Remove User alias of the e-mail'))
    expect(all<HTMLInputElement>('.candidate input').map(({ value }) => value)).toEqual(['field.mobile', 'extension.bra'])
  })
})

describe('consent', () => {
  const show1 = (consent: Consent | undefined) => {
    const editor = editorOf(consent ? { consent } : {})
    show(editor, (one) => <UnknownPeople editor={one} shown={one.whole.value} />)
    const choose = (kind: string): Consent | undefined => {
      set(field('Send only'), kind)
      return editor.draft.value.consent
    }
    return choose
  }

  test('from a field, to none, and back: whom it is for, what withdraws it and the field are what they were', () => {
    const consent: Consent = { from: 'field.agree', scope: 'person', gpc: true }
    const choose = show1(consent)
    // Global Privacy Control asks nobody: it goes on withdrawing.
    expect(choose('none')).toEqual({ gpc: true })
    expect(choose('field')).toEqual(consent)
    expect(choose('api')).toEqual({ api: true, scope: 'person', gpc: true })
    expect(choose('field')).toEqual(consent)
  })

  test('whom a yes counts for, and whether Global Privacy Control is a no, are chosen and stay', () => {
    const editor = editorOf({ consent: { from: 'field.terms' } })
    show(editor, (one) => <UnknownPeople editor={one} shown={one.whole.value} />)
    set(field('A yes counts for'), 'person')
    press(all('input[type=checkbox]')[0])
    expect(editor.draft.value.consent).toEqual({ from: 'field.terms', scope: 'person', gpc: true })
    set(field('Send only'), 'none')
    press(all('input[type=checkbox]')[0])
    expect(editor.draft.value.consent).toBeUndefined()
    set(field('Send only'), 'field')
    set(field('A yes counts for'), 'capture')
    expect(editor.draft.value.consent).toEqual({ from: 'field.terms' })
    set(field('Send only'), 'none')
    set(field('Send only'), 'field')
    expect(editor.draft.value.consent).toEqual({ from: 'field.terms' })
    expect(unnamed()).toEqual([])
    set(field('Field'), '')
    expect(field('Send only')?.value).toBe('field')
  })

  test('a field that is asked besides the page’s call is shown too', () => {
    show1({ api: true, from: 'field.privacy', scope: 'person' })
    expect(['Send only', 'Field', 'A yes counts for'].map((label) => field(label)?.value)).toEqual(['api', 'field.privacy', 'person'])
    show1({ api: true })
    expect(field('Field')).toBeUndefined()
  })

  test('the first choice begins with the usual field; none leaves no key', () => {
    const choose = show1(undefined)
    expect(choose('field')).toEqual({ from: 'field.terms' })
    expect(choose('none')).toBeUndefined()
  })
})

test('what is wrong with this step, and only this, is said on it', () => {
  const editor = editorOf({})
  const error = (path: Issue['path']): Issue => ({ level: 'error', path, message: 'wanted something else' })
  editor.issues.value = [error(['jwt', 'keys']), error(['rules', 0]), { ...error(['identity']), level: 'warning' }]
  show(editor, (one) => <StepErrors editor={one} step="people" />)
  expect(all<HTMLElement>('.issues code').map(({ textContent }) => textContent)).toEqual(['jwt › keys'])
})

test('the algorithms of the file are shown and stay while something else is changed', () => {
  const jwt: Jwt = { keys: 'https://login.example.com/jwks.json', algorithms: ['RS256', 'ES256'], graceHours: 2 }
  const editor = editorOf({ jwt })
  show(editor, (one) => <ProofKeys editor={one} jwt={one.draft.value.jwt} />)
  expect(field('Algorithm')?.value).toBe('RS256, ES256')
  set(field('Issuer'), 'https://login.example.com')
  expect(editor.draft.value.jwt).toEqual({ ...jwt, issuer: 'https://login.example.com' })
  set(field('Algorithm'), 'EdDSA')
  expect(editor.draft.value.jwt?.algorithms).toEqual(['EdDSA'])
})
