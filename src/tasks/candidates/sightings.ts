import type { StepLog } from '../../log/step-log.ts'
import { textAt } from '../../log/ui-log.ts'
import type { Routine } from '../../model/routine.ts'
import { type AlignedInstance, alignInstances } from '../procedure/instances.ts'

/** Every time that one step of a routine was seen to act on an element. */
export interface SeenStep {
  readonly label: string
  readonly application: string | null
  /** In the order of time. */
  readonly seen: readonly {
    /** Index into `ui.elements`. */
    readonly element: number
    /** Index of the pseudonym, -1 where the source names nobody. */
    readonly person: number
    /** From 1, in the order of time. */
    readonly run: number
  }[]
}

/** Steps that act on an element and were seen at least twice; a step that stands in for one at its place counts as it. */
export function sightingsOf(routine: Routine, log: StepLog): readonly SeenStep[] {
  const { ui } = log
  const applicationOf = (step: number) => textAt(ui.elements.application, log.element[step]!)
  const runs = alignInstances(routine, log)
    .map(run => ({ run, time: timeOf(run.instance.rows, ui.time) }))
    .filter(({ time }) => !Number.isNaN(time))
    .sort((a, b) => a.time - b.time || a.run.instance.first - b.run.instance.first)
    .map(({ run }) => run)
  return routine.steps.flatMap(({ label }, at) => {
    const usual = runs.find(({ steps }) => steps[at]! >= 0 && log.element[steps[at]!]! >= 0)?.steps[at]
    if (usual === undefined) return []
    const isAlike = (step: number) =>
      log.element[step]! >= 0 && log.action[step] === log.action[usual] && applicationOf(step) === applicationOf(usual)
    const seen = runs.flatMap((run, i) => {
      const step = run.steps[at]! >= 0 ? run.steps[at]! : standIn(run, at)
      if (step < 0 || !isAlike(step)) return []
      return [{ element: log.element[step]!, person: ui.user.codes[run.instance.first]!, run: i + 1 }]
    })
    return seen.length < 2 ? [] : [{ label, application: applicationOf(usual), seen }]
  })
}

const timeOf = (rows: readonly number[], time: Float64Array): number =>
  time[rows.find(row => !Number.isNaN(time[row]!)) ?? -1] ?? Number.NaN

/** The only step between the neighbours of a step that a run does not have; -1 where there is none, or more than one. */
function standIn({ steps, others }: AlignedInstance, at: number): number {
  const before = at === 0 ? -1 : steps[at - 1]!
  const after = at === steps.length - 1 ? Number.POSITIVE_INFINITY : steps[at + 1]!
  if ((at > 0 && before < 0) || after < 0) return -1
  const between = others.filter(step => step > before && step < after)
  return between.length === 1 ? between[0]! : -1
}
