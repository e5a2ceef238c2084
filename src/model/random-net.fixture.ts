import fc from 'fast-check'
import { type PetriNet, PetriNetBuilder } from './petri-net.ts'
import { anyTree } from './random-tree.fixture.ts'
import { treeToNet } from './tree-to-net.ts'

/** Small nets of any kind: unsound, unbounded, with weights, dead ends and places that nothing leads to. */
export const anyNet: fc.Arbitrary<PetriNet> = fc
  .tuple(
    fc.array(fc.constantFrom('a', 'b', null, null), { minLength: 1, maxLength: 6 }),
    fc.array(fc.tuple(fc.nat(4), fc.nat(5), fc.boolean(), fc.constantFrom(1, 1, 1, 2)), {
      minLength: 2,
      maxLength: 16,
    }),
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

/** Nets of trees, some with one arc more or one that leads elsewhere: many are sound, and none is far from it. */
export const nearlySoundNet: fc.Arbitrary<PetriNet> = fc
  .tuple(anyTree(['a', 'b']), fc.option(fc.tuple(fc.nat(), fc.nat(), fc.boolean(), fc.boolean()), { freq: 2 }))
  .map(([tree, change]) => {
    const net = treeToNet(tree)
    if (change === null) return net
    const [t, p, isInput, isMoved] = change
    const place = p % net.places.length
    const changed = net.transitions.map((transition, i) => {
      const side = isInput ? 'inputs' : 'outputs'
      if (i !== t % net.transitions.length || transition[side].some(flow => flow.place === place)) return transition
      const others = isMoved ? transition[side].slice(1) : transition[side]
      return { ...transition, [side]: [...others, { place, tokens: 1 }].sort((a, b) => a.place - b.place) }
    })
    return { ...net, transitions: changed }
  })
