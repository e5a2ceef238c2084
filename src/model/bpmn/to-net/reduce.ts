import type { DraftTransition } from './draft.ts'

interface Step {
  readonly inputs: ReadonlySet<number>
  readonly outputs: ReadonlySet<number>
}

/** A place is only taken out where that leaves no more steps than this in its stead. */
const MOST_STEPS = 64

/**
 * Whether the transitions shrink to the single step from `start` to `end`, by rules that keep soundness (Murata, 1989,
 * section V): steps that are the same or do nothing, places beside one another, places whose every taker takes from them
 * alone. Then the net ends with exactly one token, however many markings there are. False decides nothing.
 */
export function isOneStep(transitions: readonly DraftTransition[], start: number, end: number): boolean {
  const net = new Reduction()
  for (const { inputs, outputs } of transitions) {
    if ([...inputs.values(), ...outputs.values()].some(tokens => tokens > 1)) return false
    net.add({ inputs: new Set(inputs.keys()), outputs: new Set(outputs.keys()) })
  }
  const waiting = new Set(net.places())
  for (const place of waiting) {
    waiting.delete(place)
    if (place === start || place === end) continue
    for (const touched of net.reduce(place)) waiting.add(touched)
  }
  const [only, ...others] = net.steps()
  return (
    only !== undefined &&
    others.length === 0 &&
    only.inputs.size === 1 &&
    only.inputs.has(start) &&
    only.outputs.size === 1 &&
    only.outputs.has(end)
  )
}

class Reduction {
  private readonly all = new Map<string, Step>()
  private readonly makers = new Map<number, Set<Step>>()
  private readonly takers = new Map<number, Set<Step>>()

  places = (): number[] => [...new Set([...this.makers.keys(), ...this.takers.keys()])]
  steps = (): Step[] => [...this.all.values()]

  /** A step that does nothing, or is there already, is left out. */
  add(step: Step): void {
    const key = keyOf(step)
    if (this.all.has(key) || isSame(step.inputs, step.outputs)) return
    this.all.set(key, step)
    for (const place of step.inputs) set(this.takers, place).add(step)
    for (const place of step.outputs) set(this.makers, place).add(step)
  }

  private remove(step: Step): void {
    this.all.delete(keyOf(step))
    for (const place of step.inputs) set(this.takers, place).delete(step)
    for (const place of step.outputs) set(this.makers, place).delete(step)
  }

  /** Takes the place out where a rule allows; returns the places around it, to be looked at again. */
  reduce(place: number): Set<number> {
    const [makers, takers] = [[...set(this.makers, place)], [...set(this.takers, place)]]
    const around = new Set([...makers, ...takers].flatMap(({ inputs, outputs }) => [...inputs, ...outputs]))
    around.delete(place)
    if (makers.length === 0 || takers.length === 0) return new Set()
    const isTwin = [...(makers[0]?.outputs ?? [])].some(
      other =>
        other !== place &&
        isSame(set(this.makers, other), set(this.makers, place)) &&
        isSame(set(this.takers, other), set(this.takers, place)),
    )
    if (isTwin) {
      for (const step of [...makers, ...takers]) this.remove(step)
      for (const { inputs, outputs } of new Set([...makers, ...takers]))
        this.add({ inputs: without(inputs, place), outputs: without(outputs, place) })
      return around
    }
    const isAlone = takers.every(({ inputs, outputs }) => inputs.size === 1 && !outputs.has(place))
    const joined = isAlone && makers.length * takers.length <= MOST_STEPS ? this.joined(makers, takers, place) : null
    if (joined === null) return new Set()
    for (const step of [...makers, ...takers]) this.remove(step)
    for (const step of joined) this.add(step)
    return around
  }

  /** Each maker followed at once by each taker; null where that would put two tokens on a place. */
  private joined(makers: readonly Step[], takers: readonly Step[], place: number): Step[] | null {
    const joined: Step[] = []
    for (const maker of makers)
      for (const taker of takers) {
        const rest = without(maker.outputs, place)
        if ([...taker.outputs].some(other => rest.has(other))) return null
        joined.push({ inputs: maker.inputs, outputs: new Set([...rest, ...taker.outputs]) })
      }
    return joined
  }
}

const set = (sets: Map<number, Set<Step>>, place: number): Set<Step> => {
  const known = sets.get(place)
  if (known) return known
  const made = new Set<Step>()
  sets.set(place, made)
  return made
}
const without = (places: ReadonlySet<number>, place: number) => new Set([...places].filter(other => other !== place))
const isSame = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean =>
  a.size === b.size && [...a].every(one => b.has(one))
const ascending = (places: ReadonlySet<number>) => [...places].sort((a, b) => a - b).join(' ')
const keyOf = ({ inputs, outputs }: Step): string => `${ascending(inputs)}>${ascending(outputs)}`
