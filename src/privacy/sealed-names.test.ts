import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createSealer,
  halfFor,
  isHalf,
  isPublicKey,
  newHolderKey,
  openCase,
  publicKeyOf,
  type SealedCase,
} from './sealed-names.node.ts'

const keys = ['ann', 'bob', 'cyd'].map(id => ({ id, ...newHolderKey() }))
const names = new Map([
  ['P-aaaaaaaaaa', 'Grete Müller'],
  ['P-bbbbbbbbbb', 'Jo'],
])
const sealer = createSealer(keys)
const { id: seal, holders } = sealer.header
const halfOf = (index: number, caseId: string) => ({
  index,
  half: halfFor(seal, holders[index]!, keys[index]!.privateKey, caseId),
})

test('any two of the holders open a case, in either order', () => {
  const sealed = sealer.seal('c1', names)
  for (const [a, b] of [
    [0, 1],
    [0, 2],
    [2, 1],
  ] as const)
    expect(openCase(seal, sealed, halfOf(a, 'c1'), halfOf(b, 'c1'))).toEqual(names)
})

test('one holder alone opens nothing, neither with the own half twice nor with one that is guessed', () => {
  const sealed = sealer.seal('c1', names)
  const own = halfOf(0, 'c1')
  expect(openCase(seal, sealed, own, own)).toBe(null)
  expect(openCase(seal, sealed, own, { index: 1, half: own.half })).toBe(null)
  expect(openCase(seal, sealed, own, { index: 1, half: Buffer.alloc(32).toString('base64') })).toBe(null)
})

test('halves of one case open no other, and are told apart', () => {
  const [one, two] = [sealer.seal('c1', names), sealer.seal('c2', names)]
  expect(openCase(seal, two, halfOf(0, 'c1'), halfOf(1, 'c1'))).toBe(null)
  expect([isHalf(one, 0, halfOf(0, 'c1').half), isHalf(two, 0, halfOf(0, 'c1').half)]).toEqual([true, false])
  expect(isHalf(one, 1, halfOf(0, 'c1').half)).toBe(false)
})

test('a part opens with the key that it was made for alone', () => {
  expect(() => halfFor(seal, holders[0]!, keys[1]!.privateKey, 'c1')).toThrow('does not open your part')
  expect(() => halfFor(seal, holders[0]!, 'no key', 'c1')).toThrow('holds no key of a holder')
  expect(publicKeyOf(keys[0]!.privateKey)).toBe(keys[0]!.publicKey)
})

test('what was changed does not open, and nothing sealed shows a name', () => {
  const sealed = sealer.seal('c1', names)
  const text = JSON.stringify([sealer.header, sealed])
  for (const name of ['Grete', 'Jo"', 'P-aaaa', Buffer.from('Grete').toString('base64').slice(0, 5)])
    expect(text).not.toContain(name)
  const other: SealedCase = { ...sealed, names: sealer.seal('c1', new Map()).names }
  expect(openCase(seal, other, halfOf(0, 'c1'), halfOf(1, 'c1'))).toBe(null)
})

test('two to five different people with keys of their own hold a seal', () => {
  const ann = keys[0]!
  expect(() => createSealer([ann])).toThrow('2 to 5')
  expect(() => createSealer([ann, { ...ann, id: 'other' }])).toThrow('different keys')
  expect(() => createSealer([ann, { ...keys[1]!, id: ann.id }])).toThrow('different people')
})

test('a public key is 32 bytes that agree on a secret', () => {
  expect(isPublicKey(keys[0]!.publicKey)).toBe(true)
  expect(isPublicKey(Buffer.alloc(32).toString('base64url'))).toBe(false)
  for (const text of ['', 'x', `${keys[0]!.publicKey}A`, `!${keys[0]!.publicKey.slice(1)}`])
    expect(isPublicKey(text)).toBe(false)
})

test('whatever the names and the case are called, they come back', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.tuple(fc.string(), fc.string())), (caseId, pairs) => {
      const some = new Map(pairs)
      expect(openCase(seal, sealer.seal(caseId, some), halfOf(1, caseId), halfOf(2, caseId))).toEqual(some)
    }),
    { numRuns: 30 },
  )
})
