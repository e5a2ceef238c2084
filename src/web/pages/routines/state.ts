export const parts = ['steps', 'flow', 'variants', 'complexity', 'runs'] as const
export type Part = (typeof parts)[number]

/** What is looked at on the page of routines; in the address. */
export interface RoutinesState {
  /** Id of the routine; the first one where absent. */
  readonly selected?: string
  readonly part: Part
  /** Id of the step in the inspector. */
  readonly step?: string
  /** Whether the list of edits is open. */
  readonly edits: boolean
}

export function readRoutinesState({ selected, part, step, edits }: Record<string, unknown>): RoutinesState {
  return {
    part: parts.includes(part as Part) ? (part as Part) : 'steps',
    edits: edits === true,
    ...(typeof selected === 'string' ? { selected } : {}),
    ...(typeof step === 'string' ? { step } : {}),
  }
}
