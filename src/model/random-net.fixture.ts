import fc from 'fast-check'
import { type PetriNet, PetriNetBuilder } from './petri-net.ts'

/** Small nets of any kind: unsound, unbounded, with weights, dead ends and places that nothing leads to. */
export const anyNet: fc.Arbitrary<PetriNet> = fc
  .tuple(
    fc.array(fc.constantFrom('a', 'b', null, null), { minLength: 1, maxLength: 6 }),
    fc.array(fc.tuple(fc.nat(4), fc.nat(5), fc.boolean(), fc.constantFrom(1, 1, 1, 2)), { minLength: 2, maxLength: 16 }),
    fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 2 }),
    fc.array(fc.uniqueArray(fc.nat(4), { maxLength: 2 }), { minLength: 1, maxLength: 2 }),
  )
  .map(([labels, arcs, initial, final]) => {
    const builder = new PetriNetBuilder()
    for (let p = 0; p < 5; p++) builder.place()
    for (const label of labels) builder.transition(label)
    for (const [place, transition, isInput, tokens] of arcs) {
      const t = transition % labels.length
      if (isInput) builder.takes(t, place, tokens)
      else builder.puts(t, place, tokens)
    }
    const one = (places: readonly number[]) => places.map(place => [place, 1] as const)
    return builder.build(one(initial), final.map(one))
  })

/** Nets that begin in one place and end in another, with silent transitions between one or two places each. */
export const flowNet: fc.Arbitrary<PetriNet> = fc
  .array(
    fc.tuple(
      fc.constantFrom('a', 'b', null, null, null),
      fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 2 }),
      fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 2 }),
    ),
    { minLength: 2, maxLength: 8 },
  )
  .map(transitions => {
    const builder = new PetriNetBuilder()
    const places = [builder.place('source'), ...[1, 2, 3, 4].map(() => builder.place()), builder.place('sink')]
    for (const [label, inputs, outputs] of transitions) {
      const t = builder.transition(label)
      for (const place of inputs) builder.takes(t, places[Math.min(place, 4)]!)
      for (const place of outputs) builder.puts(t, places[Math.max(place, 1)]!)
    }
    return builder.build([[places[0]!, 1]], [[[places[5]!, 1]]])
  })
