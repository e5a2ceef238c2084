/**
 * The routine that an edit speaks of: its id, and the classes of its steps, by which it is found again when it was mined
 * anew and has another id.
 */
export interface RoutineKey {
  readonly id: string
  readonly steps: readonly string[]
}

/** A step of a routine: its class, and which of the steps of that class it is (0: the first). */
export interface StepKey {
  readonly class: string
  readonly nth: number
}

/** What an analyst says of mined routines; plain data, applied in order after every mining. */
export type RoutineEdit =
  | { readonly kind: 'rename'; readonly routine: RoutineKey; readonly name: string }
  /** All are one routine, in the place of the first. */
  | { readonly kind: 'merge'; readonly routines: readonly RoutineKey[]; readonly name: string }
  /** The runs of these variants (each a list of step classes) become a routine of their own. */
  | {
      readonly kind: 'split'
      readonly routine: RoutineKey
      readonly variants: readonly (readonly string[])[]
      readonly name: string
    }
  /** Runs begin with the step `first` and end with the step `last`; what lies around is no part of them. */
  | { readonly kind: 'trim'; readonly routine: RoutineKey; readonly first: StepKey; readonly last: StepKey }
  | { readonly kind: 'reject'; readonly routine: RoutineKey; readonly reason: string }

/** Why a mined routine is none, in the words of those who review them (UiPath, Task Mining, 2023: how candidates go wrong). */
export const rejectReasons = [
  'It is not a task of its own',
  'It is only a part of a task',
  'Several tasks are mixed in it',
  'Nobody works like this',
  'It is private or out of scope',
] as const

/** The key of a step by its place among the classes of a routine. */
export const stepKey = (classes: readonly string[], at: number): StepKey => ({
  class: classes[at]!,
  nth: classes.slice(0, at).filter(one => one === classes[at]).length,
})

/** The place of a step, -1 for none. */
export function placeOfStep(classes: readonly string[], key: StepKey): number {
  let left = key.nth
  return classes.findIndex(one => one === key.class && left-- === 0)
}
