/** Tokens by place; places without any are not in it. */
export type Tokens = ReadonlyMap<number, number>

export interface DraftTransition {
  /** The element that it stands for; null where it only passes on. */
  readonly element: string | null
  readonly label: string | null
  readonly inputs: Tokens
  readonly outputs: Tokens
}

/** A net while it is made. Places and transitions of a scope lie together, those of its sub-processes among them. */
export class NetDraft {
  readonly places: string[] = []
  readonly transitions: DraftTransition[] = []

  place(name: string): number {
    return this.places.push(name) - 1
  }

  /** Places that are named several times carry as many tokens. */
  transition(element: string | null, label: string | null, inputs: Iterable<number>, outputs: Iterable<number>): void {
    this.transitions.push({ element, label, inputs: counted(inputs), outputs: counted(outputs) })
  }
}

export function counted(places: Iterable<number>): Map<number, number> {
  const tokens = new Map<number, number>()
  for (const place of places) tokens.set(place, (tokens.get(place) ?? 0) + 1)
  return tokens
}

/** Tokens that one place may come to hold before the search gives up: more is not bounded. */
const MOST_TOKENS = 32

/**
 * All markings that these transitions reach from `initial`, in the order in which a breadth-first search meets them;
 * null beyond `budget` markings.
 */
export function reachable(transitions: readonly DraftTransition[], initial: Tokens, budget: number): Tokens[] | null {
  const markings: Tokens[] = [initial]
  const seen = new Set([keyOf(initial)])
  const byInput = new Map<number, DraftTransition[]>()
  for (const transition of transitions) {
    const [first] = transition.inputs.keys()
    if (first === undefined) continue
    byInput.set(first, [...(byInput.get(first) ?? []), transition])
  }
  for (let at = 0; at < markings.length; at++) {
    const marking = markings[at]!
    for (const place of marking.keys())
      for (const transition of byInput.get(place) ?? []) {
        const after = fired(marking, transition)
        if (after === null) continue
        const key = keyOf(after)
        if (seen.has(key)) continue
        if (markings.length >= budget || [...after.values()].some(tokens => tokens > MOST_TOKENS)) return null
        seen.add(key)
        markings.push(after)
      }
  }
  return markings
}

function fired(marking: Tokens, { inputs, outputs }: DraftTransition): Tokens | null {
  for (const [place, tokens] of inputs) if ((marking.get(place) ?? 0) < tokens) return null
  const after = new Map(marking)
  for (const [place, tokens] of inputs) {
    const left = after.get(place)! - tokens
    if (left === 0) after.delete(place)
    else after.set(place, left)
  }
  for (const [place, tokens] of outputs) after.set(place, (after.get(place) ?? 0) + tokens)
  return after
}

const keyOf = (marking: Tokens): string => [...marking].sort(([a], [b]) => a - b).join(' ')

/** Each token by its place. */
export const listed = (tokens: Tokens): number[] =>
  [...tokens].flatMap(([place, count]) => new Array<number>(count).fill(place))

/** Whether one of the markings holds all that another holds and more: taking away the lesser leaves something of the greater. */
export function someCoverAnother(markings: readonly Tokens[]): boolean {
  const covers = (a: Tokens, b: Tokens) => a !== b && [...b].every(([place, tokens]) => (a.get(place) ?? 0) >= tokens)
  return markings.some(a => markings.some(b => covers(a, b)))
}
