import { maskedAt } from '../../log/masked.ts'
import type { StepLog } from '../../log/step-log.ts'
import { textAt, uiActions } from '../../log/ui-log.ts'
import type { Routine, RoutineInstance } from '../../model/routine.ts'
import { alignInstances, isTimed, type Procedure, procedureOf, stepsByRow } from '../../tasks/index.ts'
import { type MinedTasks, type PeopleRule, peopleShown } from './mined-tasks.ts'
import { type RoutineSummary, routinesAnswer } from './routines-answer.ts'
import { shownInstances } from './shown-instances.ts'

/** One routine whole: steps with where their values come from, variants, and examples where they may be shown. */
export interface RoutineAnswer {
  readonly summary: RoutineSummary
  readonly procedure: Procedure
  readonly variants: readonly {
    readonly labels: readonly string[]
    readonly classes: readonly string[]
    readonly instances: number
  }[]
  /** Instances as strips of steps; null where too few people are behind the routine and nothing was demonstrated. */
  readonly examples: readonly InstanceStrip[] | null
}
export interface InstanceStrip {
  readonly steps: readonly {
    readonly label: string
    readonly action: string
    readonly application: string | null
    readonly shape: string | null
    /** ms since the first step; null where times are missing or no order. */
    readonly sinceMs: number | null
    /** Index of the routine's step, null for one of its own. */
    readonly step: number | null
  }[]
}

const SHOWN = 20

export function routineAnswer(mined: MinedTasks, id: string, rule: PeopleRule): RoutineAnswer | null {
  const routine = mined.routines.find(one => one.id === id)
  if (!routine) return null
  const { steps, names } = mined
  const instances = shownInstances(mined, routine, rule)
  const labelsOf = variantLabels(steps, routine)
  return {
    summary: routinesAnswer({ ...mined, routines: [routine] }, rule)[0]!,
    procedure: shownProcedure(procedureOf(routine, steps, names), rule),
    variants: routine.variants.map(({ classes, instances }, at) => ({
      labels: labelsOf(at),
      classes,
      instances,
    })),
    examples: instances && strips(mined, { ...routine, instances }),
  }
}

/** What outputs are made of; null: there is no such routine. */
export function procedureAnswer(
  { routines, steps, names }: MinedTasks,
  id: string,
  rule: PeopleRule,
): Procedure | null {
  const routine = routines.find(one => one.id === id)
  return routine ? shownProcedure(procedureOf(routine, steps, names), rule) : null
}

const shownProcedure = (procedure: Procedure, rule: PeopleRule): Procedure => ({
  ...procedure,
  base: { ...procedure.base, people: peopleShown(procedure.base.people, rule) ?? Number.NaN },
})

/** Labels of a variant's steps, as one of its instances has them: a rare step is none of the routine's own. */
function variantLabels(steps: StepLog, routine: Routine): (at: number) => readonly string[] {
  const labelOf = new Map(routine.steps.map(step => [step.class, step.label]))
  const stepOf = stepsByRow(steps)
  const shown = new Map<number, RoutineInstance>()
  for (const instance of routine.instances) if (!shown.has(instance.variant)) shown.set(instance.variant, instance)
  return at => {
    const { classes } = routine.variants[at]!
    const own: string[] = []
    for (const row of shown.get(at)?.rows ?? []) {
      const step = stepOf[row]!
      const isLast = step >= 0 && steps.rows[steps.rowOffsets[step + 1]! - 1] === row
      if (isLast) own.push(textAt(steps.label, step) ?? '')
    }
    return classes.map((one, i) => labelOf.get(one) ?? (own.length === classes.length ? own[i]! : 'another step'))
  }
}

function strips({ ui, steps }: MinedTasks, routine: Routine): readonly InstanceStrip[] {
  return alignInstances({ ...routine, instances: routine.instances.slice(0, SHOWN) }, steps).map(aligned => {
    const places = new Map<number, number>()
    aligned.steps.forEach((step, at) => {
      if (step >= 0) places.set(step, at)
    })
    const own = [...places.keys(), ...aligned.others].sort((a, b) => a - b)
    const begin = own.length === 0 || !isTimed(ui) ? Number.NaN : ui.time[lastRow(own[0]!)]!
    return {
      steps: own.map(step => {
        const element = steps.element[step]!
        const since = ui.time[lastRow(step)]! - begin
        return {
          label: textAt(steps.label, step) ?? '',
          action: uiActions[steps.action[step]!]!,
          application: element < 0 ? null : textAt(ui.elements.application, element),
          shape: maskedAt(ui.values, steps.value[step]!)?.shape ?? null,
          sinceMs: Number.isNaN(since) ? null : since,
          step: places.get(step) ?? null,
        }
      }),
    }
  })
  function lastRow(step: number): number {
    return steps.rows[steps.rowOffsets[step + 1]! - 1]!
  }
}
