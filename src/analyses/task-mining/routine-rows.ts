import type { UiLog } from '../../log/ui-log.ts'
import { type RoutineInstance, rowsOf } from '../../model/routine.ts'
import {
  businessObjects,
  learnTransfers,
  objectsOf,
  printProgram,
  type Transfer,
  transfers,
} from '../../tasks/index.ts'
import { type ComplexityAnswer, complexityAnswer } from './complexity-answer.ts'
import type { MinedTasks } from './mined-tasks.ts'

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
