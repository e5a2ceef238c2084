import { fire, isEnabled, isFinal, type Marking, type PetriNet } from '../model/petri-net.ts'

interface Step {
  readonly marking: Marking
  readonly position: number
  readonly before: Step | null
  readonly transition: number
}

/**
 * The transitions of a run from the initial to a final marking that shows exactly the trace, with the fewest silent ones
 * (of equal ones that of the lower numbers first); null where there is none, or none was found within `limit` states.
 * 0-1 breadth-first search over positions and markings.
 */
export function findRun(net: PetriNet, trace: readonly string[], limit = 50_000): readonly number[] | null {
  const silent = net.transitions.flatMap(({ label }, t) => (label === null ? [t] : []))
  const labelled = new Map<string, number[]>()
  net.transitions.forEach(({ label }, t) => {
    if (label !== null) labelled.set(label, [...(labelled.get(label) ?? []), t])
  })
  if (trace.some(activity => !labelled.has(activity))) return null
  const done = new Set<string>()
  // steps with as many silent transitions as the current, and those with one more
  let now: Step[] = [{ marking: net.initial, position: 0, before: null, transition: -1 }]
  let later: Step[] = []
  for (;;) {
    const step = now.pop()
    if (step === undefined) {
      if (later.length === 0) return null
      now = later.reverse()
      later = []
      continue
    }
    const { marking, position } = step
    const key = `${position}:${marking.join(',')}`
    if (done.has(key)) continue
    if (done.size >= limit) return null
    done.add(key)
    if (position === trace.length && isFinal(net, marking)) return transitionsOf(step)
    const go = (transition: number, to: number): Step[] =>
      isEnabled(net.transitions[transition]!, marking)
        ? [{ marking: fire(net.transitions[transition]!, marking), position: to, before: step, transition }]
        : []
    if (position < trace.length)
      now.push(
        ...labelled
          .get(trace[position]!)!
          .flatMap(transition => go(transition, position + 1))
          .reverse(),
      )
    for (const transition of silent) later.push(...go(transition, position))
  }
}

function transitionsOf(last: Step): number[] {
  const transitions: number[] = []
  for (let step: Step | null = last; step !== null && step.transition >= 0; step = step.before)
    transitions.push(step.transition)
  return transitions.reverse()
}
