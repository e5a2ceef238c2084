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

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(one => typeof one === 'string')
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

function isKey(value: unknown): value is RoutineKey {
  return isObject(value) && isText(value['id']) && isTexts(value['steps'])
}

function isStep(value: unknown): value is StepKey {
  return isObject(value) && typeof value['class'] === 'string' && Number.isInteger(value['nth'])
}

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

/** An edit out of anything (a file, a browser's memory); null where it is none. */
export function routineEditFrom(value: unknown): RoutineEdit | null {
  if (!isObject(value)) return null
  const { kind, routine, routines, name, variants, first, last, reason } = value
  if (kind === 'merge')
    return Array.isArray(routines) && routines.length > 1 && routines.every(isKey) && isText(name)
      ? { kind, routines, name }
      : null
  if (!isKey(routine)) return null
  if (kind === 'rename') return isText(name) ? { kind, routine, name } : null
  if (kind === 'reject') return isText(reason) ? { kind, routine, reason } : null
  if (kind === 'trim') return isStep(first) && isStep(last) ? { kind, routine, first, last } : null
  if (kind === 'split')
    return Array.isArray(variants) && variants.length > 0 && variants.every(isTexts) && isText(name)
      ? { kind, routine, variants, name }
      : null
  return null
}

/** A list of edits out of anything, and how many could not be understood. */
export function routineEditsFrom(value: unknown): { readonly edits: readonly RoutineEdit[]; readonly lost: number } {
  if (!Array.isArray(value)) return { edits: [], lost: value === undefined || value === null ? 0 : 1 }
  const edits = value.map(routineEditFrom).filter(edit => edit !== null)
  return { edits, lost: value.length - edits.length }
}
