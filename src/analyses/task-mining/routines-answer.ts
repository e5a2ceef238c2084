import { maskedAt } from '../../log/masked.ts'
import type { StepLog } from '../../log/step-log.ts'
import { textAt, type UiLog, uiActions } from '../../log/ui-log.ts'
import type { Routine, RoutineInstance } from '../../model/routine.ts'
import {
  alignInstances,
  businessObjects,
  handsOnOf,
  isTimed,
  learnTransfers,
  objectsOf,
  type Procedure,
  peopleBehind,
  printProgram,
  procedureOf,
  stepsByRow,
  type Transfer,
  transfers,
} from '../../tasks/index.ts'
import { type ComplexityAnswer, complexityAnswer } from './complexity-answer.ts'
import { type MinedTasks, type PeopleRule, peopleShown } from './mined-tasks.ts'
import { shownInstances } from './shown-instances.ts'

/** What is found, as scripts read it: rows are 0-based data rows of the input. */
export interface RoutineRows {
  readonly routine: string
  readonly name: string
  readonly instances: readonly { readonly first: number; readonly last: number; readonly rows: readonly number[] }[]
  /** Instances. */
  readonly support: number
  /** Business objects that it reads and writes, the one of most events first. */
  readonly objects: readonly string[]
  readonly steps: readonly { readonly label: string; readonly share: number }[]
  /** Classes of the steps, in their order, and of those of each variant: what edits name a routine and its variants by. */
  readonly classes: readonly string[]
  readonly variants: readonly { readonly classes: readonly string[]; readonly instances: number }[]
  /** How written values come from read ones, for fields with enough instances. */
  readonly transformations: readonly TransformationRow[]
  readonly complexity: ComplexityAnswer
}

/** A learned rule with what speaks for and against it, or why there is none. */
export interface TransformationRow {
  readonly target: string
  readonly sources: readonly string[]
  readonly instances: number
  /** In one line, sources by letter in their order; null where none was found, or values are masked. */
  readonly program: string | null
  /** `program`, or what masks tell: `equal`, `dependency`, `constant`, `form`; null where nothing was found. */
  readonly kind: string | null
  readonly support: number
  readonly counterexamples: number
  readonly confidence: number
  readonly because: string | null
}

export function routineRows({ ui, steps, names, routines }: MinedTasks): readonly RoutineRows[] {
  const objects = businessObjects(ui, names)
  return routines.map(routine => ({
    routine: routine.id,
    name: routine.name,
    instances: routine.instances.map(instance => inputRows(ui, instance)),
    support: routine.instances.length,
    objects: objectsOf(objects, rowsOf(routine)),
    steps: routine.steps.map(({ label, share }) => ({ label, share })),
    classes: routine.steps.map(step => step.class),
    variants: routine.variants.map(({ classes, instances }) => ({ classes, instances })),
    transformations: transformationRows(transfers(steps, routine.instances, names)),
    complexity: complexityAnswer(routine, steps),
  }))
}

function* rowsOf({ instances }: Routine): Iterable<number> {
  for (const { rows } of instances) yield* rows
}

function transformationRows(all: readonly Transfer[]): readonly TransformationRow[] {
  const learned = learnTransfers(all)
  return all.map((transfer, at) => transformationRow(transfer, learned[at]!))
}

function transformationRow(transfer: Transfer, learned: ReturnType<typeof learnTransfers>[number]): TransformationRow {
  const { target, sources, outputs } = transfer
  const head = { target, sources, instances: outputs.length }
  if (!learned.ok)
    return {
      ...head,
      program: null,
      kind: null,
      support: 0,
      counterexamples: 0,
      confidence: 0,
      because: learned.because,
    }
  const { support, counterexamples, confidence } = learned.value
  const figures = { support, counterexamples: counterexamples.length, confidence }
  if ('program' in learned.value)
    return { ...head, ...figures, program: printProgram(learned.value.program), kind: 'program', because: null }
  return { ...head, ...figures, program: null, kind: learned.value.kind, because: learned.value.limit }
}

export interface SegmentRow {
  readonly first: number
  readonly last: number
  readonly routine: string
}

/** Segments by data rows of the input, in their order. */
export const segmentRows = ({ ui, segments }: MinedTasks): readonly SegmentRow[] =>
  segments
    .map(({ first, last, routine }) => {
      let [low, high] = [Number.POSITIVE_INFINITY, -1]
      for (let row = first; row <= last; row++) {
        low = Math.min(low, ui.ordinal[row]!)
        high = Math.max(high, ui.ordinal[row]!)
      }
      return { first: low, last: high, routine }
    })
    .sort((a, b) => a.first - b.first || a.last - b.last)

function inputRows({ ordinal }: UiLog, { rows }: RoutineInstance) {
  const own = rows.map(row => ordinal[row]!).sort((a, b) => a - b)
  return { first: own[0]!, last: own.at(-1)!, rows: own }
}

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

function applicationsOf(ui: UiLog, { instances }: Routine): readonly string[] {
  const found = new Set<string>()
  for (const { rows } of instances)
    for (const row of rows) {
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
