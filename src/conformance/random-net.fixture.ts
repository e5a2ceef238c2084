import fc from 'fast-check'
import { type PetriNet, PetriNetBuilder } from '../model/petri-net.ts'

const flow = (places: number) =>
  fc.uniqueArray(fc.tuple(fc.nat(places - 1), fc.constantFrom(1, 1, 1, 2)), { selector: ([p]) => p, maxLength: 2 })

/**
 * Small nets of every kind: with labels that come twice, silent transitions, arcs of two tokens, sources without input, dead parts,
 * places that fill without end, final markings that are never reached.
 */
export const randomNet: fc.Arbitrary<PetriNet> = fc.integer({ min: 2, max: 5 }).chain(places =>
  fc
    .record({
      transitions: fc.array(
        fc.record({
          label: fc.constantFrom('a', 'b', 'c', null, null),
          inputs: flow(places),
          outputs: flow(places),
        }),
        { minLength: 1, maxLength: 6 },
      ),
      start: fc.constantFrom(1, 1, 1, 2),
      final: fc.array(fc.array(fc.constantFrom(0, 0, 1, 2), { minLength: places, maxLength: places }), {
        minLength: 1,
        maxLength: 2,
      }),
      end: fc.boolean(),
    })
    .map(({ transitions, start, final, end }) => {
      const builder = new PetriNetBuilder()
      for (let p = 0; p < places; p++) builder.place()
      for (const { label, inputs, outputs } of transitions) {
        const transition = builder.transition(label)
        for (const [place, tokens] of inputs) builder.takes(transition, place, tokens)
        for (const [place, tokens] of outputs) builder.puts(transition, place, tokens)
      }
      const ends = final.map(tokens => tokens.flatMap((count, place) => (count ? [[place, count] as const] : [])))
      return builder.build([[0, start]], end ? [[[places - 1, 1]]] : ends)
    }),
)

export const randomTrace = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 5 })
