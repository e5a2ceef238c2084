import { type PetriNet, PetriNetBuilder } from '../model/petri-net.ts'

/**
 * A net in one line for tests: `start -> a -> p | p -> τ -> end`: places, transition, places; several places with `+`. The initial
 * marking is one token on `start`, the final one a token on `end`.
 */
export function netOf(notation: string, initial = 'start', final = 'end'): PetriNet {
  const builder = new PetriNetBuilder()
  const place = (name: string) => builder.placeOf(name) ?? builder.place(name)
  const places = (names: string) => names.split('+').map(name => place(name.trim()))
  const marking = (names: string) => places(names).map(number => [number, 1] as const)
  for (const part of notation.split('|')) {
    const [from, label, to] = part.split('->').map(word => word.trim())
    const transition = builder.transition(label === 'τ' ? null : label!)
    if (from) for (const number of places(from)) builder.takes(transition, number)
    if (to) for (const number of places(to)) builder.puts(transition, number)
  }
  const start = marking(initial)
  return builder.build(start, [marking(final)])
}
