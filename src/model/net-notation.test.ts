import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseNet, printNet } from './net-notation.ts'
import { PetriNetBuilder } from './petri-net.ts'

test('a net is printed in one line and read again', () => {
  const text =
    'start → a → p1 + p2; p1 → b → p3; p2 → τ@skip → p4; p3 + 2*p4 → "two words" → end; [start] ⇒ [end] | [2*end]'
  expect(printNet(parseNet(text))).toBe(text)
})

test('without markings it begins on what nothing leads to and ends on what leads nowhere', () => {
  expect(printNet(parseNet('p -> a -> q; q -> tau -> r'))).toBe('p → a → q; q → τ → r; [p] ⇒ [r]')
  expect(printNet(parseNet('p; ∅ → a → q'))).toBe('p + q; ∅ → a → q; [p] ⇒ [p + q]')
})

test('a label that looks like a silent one is quoted', () => {
  const net = parseNet('p → "τ" → q; q → τ → r')
  expect(net.transitions.map(({ label }) => label)).toEqual(['τ', null])
  expect(parseNet(printNet(net))).toEqual(net)
})

test('any net comes back', () => {
  const name = fc.constantFrom('p', 'q', 'r', 'two words', '-', '3', '∅', '"', 'τ')
  const arcs = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.boolean(), fc.integer({ min: 1, max: 3 })), { maxLength: 8 })
  const marking = fc.uniqueArray(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 3 })), {
    selector: ([p]) => p,
    maxLength: 3,
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { minLength: 4, maxLength: 4 }),
      fc.array(fc.option(name), { minLength: 4, maxLength: 4 }),
      arcs,
      marking,
      fc.array(marking, { minLength: 1, maxLength: 2 }),
      (places, labels, flows, initial, final) => {
        const builder = new PetriNetBuilder()
        for (const id of places) builder.place(id)
        labels.forEach((label, t) => {
          builder.transition(label, t === 1 ? 'the second' : undefined)
        })
        for (const [place, transition, isInput, tokens] of flows)
          if (isInput) builder.takes(transition, place, tokens)
          else builder.puts(transition, place, tokens)
        const net = builder.build(initial, final)
        expect(parseNet(printNet(net))).toEqual(net)
      },
    ),
    { seed: 5 },
  )
})

test('what is no net is refused with its place', () => {
  expect(() => parseNet('p → a')).toThrow('Expected an arrow before ""')
  expect(() => parseNet('p → a → q; q → b@t1 → r')).toThrow('an id that is not "t1" again')
  expect(() => parseNet('p → a → q; [p]')).toThrow('Expected ⇒')
  expect(() => parseNet('p → a → q) ')).toThrow('Expected ";" or the end before ")')
})
