import { notApplicable, ok, type Result } from '../base/result.ts'
import { type PetriNet, PetriNetBuilder } from './petri-net.ts'

/** `label` null: silent. States by number. */
export interface Step {
  readonly from: number
  readonly label: string | null
  readonly to: number
  /** How often it was taken, where that was counted. */
  readonly frequency?: number
}

/** States and labelled steps between them; state 0 is where it begins. */
export interface TransitionSystem {
  /** Names of the states, each its own. */
  readonly states: readonly string[]
  readonly steps: readonly Step[]
  readonly final: readonly number[]
}

/** Printed form for tests, a line a step: `[start] –a→ [end]■`; final states carry ■. */
export function printSystem({ states, steps, final }: TransitionSystem): readonly string[] {
  const ends = new Set(final)
  const name = (state: number) => `${states[state]}${ends.has(state) ? '■' : ''}`
  return steps.map(({ from, label, to }) => `${name(from)} –${label ?? 'τ'}→ ${name(to)}`)
}

/** The net with a place a state and a transition a step: the same language. Not where no state is final. */
export function systemToNet({ states, steps, final }: TransitionSystem): Result<PetriNet> {
  if (final.length === 0 || states.length === 0) return notApplicable('In this transition system no case ends.')
  const builder = new PetriNetBuilder()
  states.forEach((name, state) => {
    builder.place(`s${state}`, name)
  })
  for (const { from, label, to } of steps) {
    const transition = builder.transition(label)
    builder.takes(transition, from)
    builder.puts(transition, to)
  }
  return ok(
    builder.build(
      [[0, 1]],
      final.map(state => [[state, 1]]),
    ),
  )
}
