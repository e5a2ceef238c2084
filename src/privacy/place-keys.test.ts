import { describe, expect, test } from 'vitest'
import { identifierFormsFrom } from './identifier-forms.ts'
import { KeyHasher } from './key-forms.ts'
import { addressParts } from './url-template.ts'
import { type MaskerOptions, ValueMasker } from './value-masker.ts'

const key = new Uint8Array(32).fill(1)
const projectKey = new Uint8Array(32).fill(2)
const identifiers = [{ name: 'order', pattern: 'PO-\\d{4,8}' }]
const masker = (more: Partial<MaskerOptions> = {}) => new ValueMasker({ key, projectKey, identifiers, ...more })
const hashes = (token: string) => new KeyHasher(projectKey).token(token)

describe('keys of titles and addresses', () => {
  test('are the hashes that whoever has the project key makes of the identifier', async () => {
    const expected = await hashes('PO-1234')
    expect(expected.length).toBeGreaterThan(0)
    expect(await masker().keys(['Order PO-1234 - Desk'])).toEqual(expected)
    expect(await masker().keys([null], 'https://desk.test/orders/PO-1234/edit')).toEqual(expected)
    expect(await masker().keys([], 'https://desk.test/edit?order=PO%2D1234&tab=1')).toEqual(expected)
    expect(await masker().keys([], 'https://desk.test/#/orders/PO-1234')).toEqual(expected)
    expect(await masker({ key: new Uint8Array(32).fill(9) }).keys(['PO-1234'])).toEqual(expected)
  })

  test('are those of all texts together, each once', async () => {
    const [one, two] = [await hashes('PO-1234'), await hashes('PO-5678')]
    expect(await masker().keys(['PO-1234 of PO-5678', 'PO-1234'], 'https://desk.test/PO-5678')).toEqual([
      ...new Set([...one, ...two]),
    ])
  })

  test('there are none where nothing is declared, no key is given, or the place is blocklisted or special', async () => {
    const blocked = masker({ rules: [{ id: 'hr', action: 'blocklist', target: { application: 'hr*' } }] })
    expect(masker({ identifiers: [] }).hasKeys).toBe(false)
    expect(await masker({ identifiers: [] }).keys(['PO-1234'])).toEqual([])
    expect(await masker({ projectKey: null }).keys(['PO-1234'])).toEqual([])
    expect(await blocked.keys(['PO-1234'], null, { application: 'HR desk' })).toEqual([])
    expect(await masker().keys(['PO-1234'], null, { field: 'Diagnosis' })).toEqual([])
  })

  test('what a rule replaces has none', async () => {
    const rules = [{ id: 'r', action: 'replace', find: 'PO-1\\d+', with: '' }] as const
    expect(await masker({ rules }).keys(['PO-1234 PO-5678'])).toEqual(await hashes('PO-5678'))
  })

  test('personal parts are no identifiers, even where every token is one', async () => {
    const any = masker({ identifiers: [{ name: 'any', pattern: null }] })
    for (const text of ['ann.lee42@example.org', 'DE89 3704 0044 0532 0130 00', '4111 1111 1111 1111'])
      expect(await any.keys([text])).toEqual([])
  })
})

test('of an address route, query and fragment may name a record; who, where and secrets do not', () => {
  expect(addressParts('https://u:p4ss@host7.test:8080/a/1?x=2&y=3#/b/4')).toEqual(['/a/1', '2', '3', '/b/4'])
  expect(addressParts('desk.test/a/1?token=t1&session_token=t2&email=a1@b.test&n=5')).toEqual(['/a/1', '5'])
  expect(addressParts('https://host7.test')).toEqual([])
  expect(addressParts('mailto:ann1@example.org')).toEqual([])
  expect(addressParts('data:text/html,PO-1234')).toEqual([])
})

describe('forms of identifiers', () => {
  test('are a list of names with patterns', () => {
    expect(identifierFormsFrom([{ name: 'order', pattern: '45\\d{8}' }, { name: 'any' }])).toEqual([
      { name: 'order', pattern: '45\\d{8}' },
      { name: 'any', pattern: null },
    ])
  })
  test('are refused in words where they are none', () => {
    for (const [value, said] of [
      [{}, 'must be a list'],
      [[], 'must be a list'],
      [['PO'], 'form 1 is no object'],
      [[{ pattern: 'x' }], 'form 1 has no name'],
      [[{ name: 'order', patern: 'x' }], '"patern"'],
      [[{ name: 'order', pattern: 7 }], 'pattern of "order"'],
      [[{ name: 'order', pattern: '(a+)+' }], 'identifier form "order"'],
      [[{ name: 'order', pattern: '(' }], 'order'],
    ] as const)
      expect(() => identifierFormsFrom(value)).toThrow(said)
  })
})
