/** `label` null: silent. States by number. */
export interface Step {
  readonly from: number
  readonly label: string | null
  readonly to: number
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
