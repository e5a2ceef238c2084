import { textAt, type UiLog } from '../../log/ui-log.ts'
import { type Routine, rowsOf } from '../../model/routine.ts'
import { businessObjects, handsOnOf, objectsOf, peopleBehind } from '../../tasks/index.ts'
import { type ComplexityAnswer, complexityAnswer } from './complexity-answer.ts'
import { type MinedTasks, type PeopleRule, peopleShown } from './mined-tasks.ts'

/** A routine in a list. */
export interface RoutineSummary {
  readonly id: string
  readonly name: string
  readonly instances: number
  readonly variants: number
  readonly steps: readonly string[]
  /** Classes of the steps, in their order: with the id, what edits name a routine by. */
  readonly classes: readonly string[]
  readonly people: number | null
  readonly applications: readonly string[]
  /** Business objects that it reads and writes, the one of most events first. */
  readonly objects: readonly string[]
  /** Median of an instance; null where the log has no times. */
  readonly handsOnMs: number | null
  /** Share of the log's events that belong to it. */
  readonly coverage: number
  readonly complexity: ComplexityAnswer
}

export function routinesAnswer(mined: MinedTasks, rule: PeopleRule): readonly RoutineSummary[] {
  const { ui, steps, names } = mined
  const objects = businessObjects(ui, names)
  return mined.routines.map(routine => {
    const events = routine.instances.reduce((sum, { rows }) => sum + rows.length, 0)
    return {
      id: routine.id,
      name: routine.name,
      instances: routine.instances.length,
      variants: routine.variants.length,
      steps: routine.steps.map(({ label }) => label),
      classes: routine.steps.map(step => step.class),
      people: peopleShown(peopleBehind(ui, routine), rule),
      applications: applicationsOf(ui, routine),
      objects: objectsOf(objects, rowsOf(routine)),
      handsOnMs: medianHandsOn(ui, routine),
      coverage: ui.eventCount === 0 ? 0 : events / ui.eventCount,
      complexity: complexityAnswer(routine, steps),
    }
  })
}

function applicationsOf(ui: UiLog, routine: Routine): readonly string[] {
  const found = new Set<string>()
  for (const row of rowsOf(routine)) {
    const element = ui.element[row]!
    const application = element < 0 ? null : textAt(ui.elements.application, element)
    if (application !== null) found.add(application)
  }
  return [...found]
}

function medianHandsOn(ui: UiLog, { instances }: Routine): number | null {
  const times = instances
    .map(({ rows }) => handsOnOf(ui, rows))
    .filter(time => !Number.isNaN(time))
    .sort((a, b) => a - b)
  if (times.length === 0) return null
  const middle = times.length >> 1
  return times.length % 2 === 1 ? times[middle]! : (times[middle - 1]! + times[middle]!) / 2
}
