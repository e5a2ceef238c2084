import { FNV_BASIS, FNV_PRIME } from '../../base/dictionary.ts'
import type { StepLog } from '../../log/step-log.ts'
import { textAt } from '../../log/ui-log.ts'
import type { Routine } from '../../model/routine.ts'
import { stepClasses } from '../demonstrations/step-class.ts'
import { placesIn } from '../places-in.ts'
import { assembleRoutine, type ClassedInstance } from './assemble-routine.ts'
import { placeOfStep, type RoutineEdit, type RoutineKey } from './routine-edit.ts'

export interface EditedRoutines {
  readonly routines: readonly Routine[]
  readonly rejected: readonly { readonly routine: Routine; readonly reason: string }[]
  /** Of each edit the names of the routines it speaks of, as they were called before it; those that are there. */
  readonly concerned: readonly (readonly string[])[]
  /** Indexes of edits that speak of routines that are not there. */
  readonly lost: readonly number[]
}

/** Share of steps in common from which on a routine of another id is the one that an edit speaks of. */
const ALIKE = 0.6

export const keyOf = ({ id, steps }: Routine): RoutineKey => ({ id, steps: steps.map(step => step.class) })

/** The routines as an analyst wants them: edits apply in order, each to what the ones before left. */
export function editRoutines(mined: readonly Routine[], edits: readonly RoutineEdit[], log: StepLog): EditedRoutines {
  const editor = new Editor(mined, log)
  const concerned: (readonly string[])[] = []
  const lost: number[] = []
  edits.forEach((edit, at) => {
    concerned.push(editor.namesOf(edit))
    if (!editor.apply(edit)) lost.push(at)
  })
  return { routines: editor.routines, rejected: editor.rejected, concerned, lost }
}

class Editor {
  routines: readonly Routine[]
  readonly rejected: { routine: Routine; reason: string }[] = []
  private readonly log: StepLog
  private readonly steps: Int32Array
  private classes: readonly string[] | null = null
  private readonly labels = new Map<string, string>()

  constructor(routines: readonly Routine[], log: StepLog) {
    this.routines = routines
    this.log = log
    this.steps = new Int32Array(log.ui.eventCount).fill(-1)
    for (let step = 0; step < log.stepCount; step++) this.steps[log.rows[log.rowOffsets[step + 1]! - 1]!] = step
    for (const routine of routines)
      for (const step of routine.steps) if (!this.labels.has(step.class)) this.labels.set(step.class, step.label)
  }

  namesOf(edit: RoutineEdit): readonly string[] {
    const keys = edit.kind === 'merge' ? edit.routines : [edit.routine]
    const found = new Set(keys.map(key => this.find(key)).filter(routine => routine !== null))
    return [...found].map(({ name }) => name)
  }

  /** Whether the routine that it speaks of is there. */
  apply(edit: RoutineEdit): boolean {
    if (edit.kind === 'merge') return this.merge(edit)
    const routine = this.find(edit.routine)
    if (!routine) return false
    switch (edit.kind) {
      case 'rename':
        this.replace(routine, [{ ...routine, name: edit.name }])
        return true
      case 'reject':
        this.rejected.push({ routine, reason: edit.reason })
        this.replace(routine, [])
        return true
      case 'trim':
        return this.trim(routine, edit)
      case 'split':
        return this.split(routine, edit)
    }
  }

  private find({ id, steps }: RoutineKey): Routine | null {
    const known = this.routines.find(routine => routine.id === id)
    if (known) return known
    let best: Routine | null = null
    let most = ALIKE
    for (const routine of this.routines) {
      const share = alike(
        steps,
        routine.steps.map(step => step.class),
      )
      if (share < most || (share === most && best !== null)) continue
      best = routine
      most = share
    }
    return best
  }

  private replace(routine: Routine, by: readonly Routine[]): void {
    this.routines = this.routines.flatMap(known => (known === routine ? by : [known]))
  }

  private merge({ routines, name }: Extract<RoutineEdit, { kind: 'merge' }>): boolean {
    const found = [...new Set(routines.map(key => this.find(key)).filter(routine => routine !== null))]
    const [first, ...others] = found
    if (!first || others.length === 0) return false
    const runs = found.flatMap(routine => this.runsOf(routine)).sort((a, b) => a.rows[0]! - b.rows[0]!)
    const merged = assembleRoutine({ id: idOf('merge', found.map(({ id }) => id).sort()), name }, runs, this.labels)
    this.replace(first, [merged])
    for (const other of others) this.replace(other, [])
    return true
  }

  private split(routine: Routine, { variants, name }: Extract<RoutineEdit, { kind: 'split' }>): boolean {
    const wanted = new Set(variants.map(classes => JSON.stringify(classes)))
    const runs = this.runsOf(routine)
    const own = runs.filter(({ classes }) => wanted.has(JSON.stringify(classes)))
    if (own.length === 0 || own.length === runs.length) return false
    const rest = runs.filter(({ classes }) => !wanted.has(JSON.stringify(classes)))
    this.replace(routine, [
      assembleRoutine(routine, rest, this.labels),
      assembleRoutine({ id: idOf(routine.id, [...wanted].sort()), name }, own, this.labels),
    ])
    return true
  }

  private trim(routine: Routine, { first, last }: Extract<RoutineEdit, { kind: 'trim' }>): boolean {
    const common = routine.steps.map(step => step.class)
    const from = placeOfStep(common, first)
    const to = placeOfStep(common, last)
    if (from < 0 || to < from) return false
    const trimmed = this.runsOf(routine).map(run => this.trimmed(run, common, from, to))
    this.replace(routine, [assembleRoutine(routine, trimmed, this.labels)])
    return true
  }

  /** The run from its first step at `from` or behind to its last one at `to` or before, of the routine's steps. */
  private trimmed(run: ClassedInstance, common: readonly string[], from: number, to: number): ClassedInstance {
    const places = placesIn(run.classes, common)
    const begin = places.findIndex(place => place >= from && place <= to)
    const end = places.findLastIndex(place => place >= from && place <= to)
    if (begin < 0) return { rows: [], classes: [] }
    const { rows, rowOffsets } = this.log
    const kept = this.stepsOf(run.rows).slice(begin, end + 1)
    const own = kept.flatMap(step => Array.from(rows.subarray(rowOffsets[step]!, rowOffsets[step + 1]!)))
    return { rows: own.sort((a, b) => a - b), classes: run.classes.slice(begin, end + 1) }
  }

  private stepsOf(rows: readonly number[]): readonly number[] {
    return rows.map(row => this.steps[row]!).filter(step => step >= 0)
  }

  /** Runs with their classes: those of the variant, where it has as many as the run has steps. */
  private runsOf({ instances, variants }: Routine): readonly ClassedInstance[] {
    return instances.map(({ rows, variant }) => {
      const own = this.stepsOf(rows)
      const classes = variants[variant]?.classes ?? []
      if (classes.length === own.length) return { rows, classes }
      this.classes ??= stepClasses(this.log)
      for (const step of own)
        if (!this.labels.has(this.classes[step]!))
          this.labels.set(this.classes[step]!, textAt(this.log.label, step) ?? '')
      return { rows, classes: own.map(step => this.classes![step]!) }
    })
  }
}

/** Jaccard of two sets of step classes. */
function alike(a: readonly string[], b: readonly string[]): number {
  const [one, other] = [new Set(a), new Set(b)]
  const both = [...one].filter(step => other.has(step)).length
  const all = one.size + other.size - both
  return all === 0 ? 0 : both / all
}

/** A name for a routine that edits made, the same whenever they are applied. */
function idOf(kind: string, parts: readonly string[]): string {
  let [a, b] = [FNV_BASIS, FNV_PRIME]
  for (const char of JSON.stringify([kind, ...parts])) {
    a = Math.imul(a ^ char.codePointAt(0)!, FNV_PRIME)
    b = Math.imul(b + char.codePointAt(0)!, 0x85ebca6b) ^ (b >>> 13)
  }
  return `e-${[a, b].map(part => (part >>> 0).toString(16).padStart(8, '0')).join('')}`
}
