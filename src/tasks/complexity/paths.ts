import type { StepLog } from '../../log/step-log.ts'
import { textAt, type UiAction, uiActions } from '../../log/ui-log.ts'
import type { Routine } from '../../model/routine.ts'
import { handsOnOf } from '../candidates/base.ts'
import { placesIn } from '../places-in.ts'
import type { AlignedInstance } from '../procedure/instances.ts'

/** A page, else a document, else a window of an application: what a person has before them. */
export interface Screen {
  readonly application: string | null
  readonly place: string | null
}
export const screenKey = ({ application, place }: Screen): string => JSON.stringify([application, place])

/** An instance as a way through screens; entries of `steps`, `classes`, `screens`, `places` and `times` belong together. */
export interface Path {
  readonly variant: number
  /** Steps of the log, in order. */
  readonly steps: readonly number[]
  readonly classes: readonly string[]
  readonly screens: readonly Screen[]
  /** Index of the routine's step that each is, -1 for one of its own. */
  readonly places: readonly number[]
  /** Hands-on time from the step before to the end of each, ms; NaN where the log has no times. */
  readonly times: readonly number[]
  /** Distinct elements (in tables: columns) that are filled in, with the screen of each. */
  readonly fields: ReadonlyMap<string, Screen>
  /** Indexes of the steps that another path does not have, by a longest common subsequence. */
  beyond(other: Path): readonly number[]
}

const FILLS: ReadonlySet<UiAction> = new Set(['enter', 'paste', 'select', 'check', 'uncheck', 'upload'])

export function pathsOf(routine: Routine, log: StepLog, instances: readonly AlignedInstance[]): readonly Path[] {
  const beyond = lookupBeyond()
  return instances.map(({ instance, steps: aligned, others }) => {
    const placeOf = new Map<number, number>()
    aligned.forEach((step, at) => {
      if (step >= 0) placeOf.set(step, at)
    })
    const steps = [...placeOf.keys(), ...others].sort((a, b) => a - b)
    const screens = screensOf(steps, log)
    const classes = routine.variants[instance.variant]?.classes ?? []
    const path: Path = {
      variant: instance.variant,
      steps,
      classes: steps.map((_, i) => classes[i] ?? `own ${i}`),
      screens,
      places: steps.map(step => placeOf.get(step) ?? -1),
      times: steps.map((step, i) => timeOf(i === 0 ? -1 : steps[i - 1]!, step, log)),
      fields: fieldsOf(steps, screens, log),
      beyond: other => beyond(path, other),
    }
    return path
  })
}

/** Computed once for two variants: instances are many, ways few. */
function lookupBeyond(): (path: Path, other: Path) => readonly number[] {
  const known = new Map<string, readonly number[]>()
  return (path, other) => {
    const key = `${path.variant} ${other.variant}`
    let found = known.get(key)
    if (found === undefined) {
      found = placesIn(path.classes, other.classes).flatMap((place, i) => (place < 0 ? [i] : []))
      known.set(key, found)
    }
    return found
  }
}

/** A step without a place of its own (a hotkey, the clipboard) happens where the one before it did. */
function screensOf(steps: readonly number[], { ui, element }: StepLog): Screen[] {
  let before: Screen = { application: null, place: null }
  return steps.map(step => {
    const at = element[step]!
    const text = (key: 'application' | 'page' | 'document' | 'window') => (at < 0 ? null : textAt(ui.elements[key], at))
    const [application, place] = [text('application'), text('page') ?? text('document') ?? text('window')]
    if (application !== null || place !== null) before = { application, place }
    return before
  })
}

function fieldsOf(steps: readonly number[], screens: readonly Screen[], log: StepLog): ReadonlyMap<string, Screen> {
  const fields = new Map<string, Screen>()
  steps.forEach((step, i) => {
    if (!FILLS.has(uiActions[log.action[step]!]!)) return
    const last = log.rows[log.rowOffsets[step + 1]! - 1]!
    const name = `${log.element[step]} ${log.ui.position.column[last]}`
    if (!fields.has(name)) fields.set(name, screens[i]!)
  })
  return fields
}

/** From the last event of the step before: what was done and thought to get to the end of this one. */
function timeOf(before: number, step: number, { ui, rows, rowOffsets }: StepLog): number {
  const own = rows.subarray(rowOffsets[step]!, rowOffsets[step + 1]!)
  const from = before < 0 ? -1 : rows[rowOffsets[before + 1]! - 1]!
  return handsOnOf(ui, [...(from >= 0 && from < own[0]! ? [from] : []), ...own])
}

/** How often a path comes back to a screen that it had left, by screen. */
export function backStepsOf({ screens }: Path): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const seen = new Set<string>()
  let before = ''
  for (const screen of screens) {
    const key = screenKey(screen)
    if (key !== before && seen.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1)
    seen.add(key)
    before = key
  }
  return counts
}

/**
 * Lostness: √((N/S − 1)² + (R/N − 1)²) with S visits, N different screens, and R screens of the shortest path.
 * P. A. Smith, Towards a practical measure of hypertext usability, Interacting with Computers 8 (4), 1996.
 */
export function lostness({ screens }: Path, shortest: Path): number {
  const different = new Set(screens.map(screenKey)).size
  const needed = new Set(shortest.screens.map(screenKey)).size
  let visits = 0
  screens.forEach((screen, i) => {
    if (i === 0 || screenKey(screen) !== screenKey(screens[i - 1]!)) visits++
  })
  return different === 0 ? 0 : Math.hypot(different / visits - 1, needed / different - 1)
}
