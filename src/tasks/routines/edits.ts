import type { StepLog } from '../../log/step-log.ts'
import type { UiLog } from '../../log/ui-log.ts'
import type { Routine, RoutineInstance } from '../../model/routine.ts'
import { isStepLog } from '../segmentation/items.ts'
import { hashed, stepsOf } from './discover-routines.ts'

/** A routine as an edit knows it: its id, and its usual step classes in case that mining anew finds it a little different. */
export interface RoutineReference {
  readonly id: string
  readonly classes: readonly string[]
}

/** What an analyst does to routines; plain data, kept apart from them and replayed after every mining. */
export type RoutineEdit =
  | { readonly kind: 'rename'; readonly routine: RoutineReference; readonly name: string }
  | { readonly kind: 'reject'; readonly routine: RoutineReference; readonly reason: string }
  | { readonly kind: 'merge'; readonly routines: readonly RoutineReference[]; readonly name?: string }
  /** Each instance becomes two: what comes before the first step of this class, and the rest. */
  | { readonly kind: 'split'; readonly routine: RoutineReference; readonly before: string }
  /** Instances begin with the first step of class `from` and end with the last of class `to`. */
  | { readonly kind: 'trim'; readonly routine: RoutineReference; readonly from?: string; readonly to?: string }

export interface EditedRoutines {
  readonly routines: readonly Routine[]
  readonly rejected: readonly { readonly routine: Routine; readonly reason: string }[]
  /** Edits that found nothing to apply to, with the reason. */
  readonly unresolved: readonly { readonly edit: RoutineEdit; readonly because: string }[]
}

/** Class and rows of the steps of a routine's instances: what an edit cuts. */
export interface StepRows {
  /** Rows of each step of an instance, in the order of its variant's classes. */
  stepsOf(routine: Routine, instance: RoutineInstance): readonly (readonly number[])[]
}

/** How the log that routines come from divides their rows into steps. */
export function stepRowsOf(log: UiLog | StepLog): StepRows {
  if (!isStepLog(log)) return { stepsOf: (_, { rows }) => rows.map(row => [row]) }
  const stepOf = new Int32Array(log.ui.eventCount).fill(-1)
  for (let s = 0; s < log.stepCount; s++)
    for (let k = log.rowOffsets[s]!; k < log.rowOffsets[s + 1]!; k++) stepOf[log.rows[k]!] = s
  return {
    stepsOf(_, { rows }) {
      const groups = new Map<number, number[]>()
      for (const row of rows) {
        const group = groups.get(stepOf[row]!)
        if (group) group.push(row)
        else groups.set(stepOf[row]!, [row])
      }
      return [...groups].sort((a, b) => a[0] - b[0]).map(([, group]) => group)
    },
  }
}

export const referenceTo = ({ id, steps }: Routine): RoutineReference => ({
  id,
  classes: steps.filter(({ share }) => share > 0.5).map(step => step.class),
})

/** Replays edits, in order, on routines that may have been mined anew. */
export function applyEdits(
  routines: readonly Routine[],
  edits: readonly RoutineEdit[],
  steps: StepRows,
): EditedRoutines {
  let current = [...routines]
  const rejected: { routine: Routine; reason: string }[] = []
  const unresolved: { edit: RoutineEdit; because: string }[] = []
  const replace = (old: readonly Routine[], by: readonly Routine[]) => {
    const at = current.indexOf(old[0]!)
    current = current.filter(routine => !old.includes(routine))
    current.splice(Math.min(at, current.length), 0, ...by)
  }
  for (const edit of edits) {
    const wanted = edit.kind === 'merge' ? edit.routines : [edit.routine]
    const found = wanted.map(reference => resolve(current, reference))
    const missing = wanted.find((_, k) => found[k] === null)
    if (missing || new Set(found).size < found.length) {
      const because = missing
        ? `no routine has the id ${missing.id}, nor more than half of its steps`
        : 'the routines named are one routine now'
      unresolved.push({ edit, because })
      continue
    }
    const [routine] = found as Routine[]
    if (edit.kind === 'rename') replace([routine!], [{ ...routine!, name: edit.name }])
    else if (edit.kind === 'reject') {
      rejected.push({ routine: routine!, reason: edit.reason })
      replace([routine!], [])
    } else if (edit.kind === 'merge') replace(found as Routine[], [merged(found as Routine[], edit.name)])
    else {
      const parts = edit.kind === 'split' ? splitAt(routine!, edit.before, steps) : trimmed(routine!, edit, steps)
      if (parts === null) unresolved.push({ edit, because: `no instance has a step of the class it names` })
      else replace([routine!], parts)
    }
  }
  return { routines: current, rejected, unresolved }
}

/** The routine of that id, else the one that shares the most of its steps, more than half. */
function resolve(routines: readonly Routine[], { id, classes }: RoutineReference): Routine | null {
  const same = routines.find(routine => routine.id === id)
  if (same) return same
  const wanted = new Set(classes)
  let best: Routine | null = null
  let most = 0.5
  for (const routine of routines) {
    const own = new Set(referenceTo(routine).classes)
    const common = [...own].filter(text => wanted.has(text)).length
    const dice = (2 * common) / Math.max(1, own.size + wanted.size)
    if (dice > most) {
      most = dice
      best = routine
    }
  }
  return best
}

interface Part {
  readonly classes: readonly string[]
  readonly rows: readonly number[]
}

function built(parts: readonly Part[], name: string, labels: ReadonlyMap<string, string>): Routine {
  const variants = new Map<string, { classes: readonly string[]; instances: number; index: number }>()
  const instances = parts.map(({ classes, rows }) => {
    const key = classes.join('\n')
    let variant = variants.get(key)
    if (!variant) variants.set(key, (variant = { classes, instances: 0, index: variants.size }))
    variant.instances++
    const sorted = [...rows].sort((a, b) => a - b)
    return { first: sorted[0]!, last: sorted.at(-1)!, rows: sorted, variant: variant.index }
  })
  const order = [...variants.values()].sort((a, b) => b.instances - a.instances || a.index - b.index)
  const place = new Map(order.map(({ index }, at) => [index, at]))
  const steps = stepsOf(order, text => labels.get(text) ?? text)
  const usual = steps.filter(({ share }) => share > 0.5)
  return {
    id: `r-${hashed((usual.length > 0 ? usual : steps).map(step => step.class).join('\n'))}`,
    name,
    steps,
    variants: order.map(({ classes, instances }) => ({ classes, instances })),
    instances: instances
      .map(instance => ({ ...instance, variant: place.get(instance.variant)! }))
      .sort((a, b) => a.first - b.first),
  }
}

const labelsOf = (routines: readonly Routine[]) =>
  new Map(routines.flatMap(({ steps }) => steps.map(step => [step.class, step.label] as const)))

function merged(routines: readonly Routine[], name?: string): Routine {
  const parts = routines.flatMap(({ instances, variants }) =>
    instances.map(({ rows, variant }) => ({ classes: variants[variant]!.classes, rows })),
  )
  return built(parts, name ?? routines[0]!.name, labelsOf(routines))
}

function splitAt(routine: Routine, before: string, steps: StepRows): Routine[] | null {
  const heads: Part[] = []
  const tails: Part[] = []
  for (const instance of routine.instances) {
    const { classes } = routine.variants[instance.variant]!
    const rows = steps.stepsOf(routine, instance)
    const at = classes.indexOf(before)
    const cut = at < 0 ? classes.length : at
    if (cut > 0) heads.push({ classes: classes.slice(0, cut), rows: rows.slice(0, cut).flat() })
    if (cut < classes.length) tails.push({ classes: classes.slice(cut), rows: rows.slice(cut).flat() })
  }
  if (heads.length === 0 || tails.length === 0) return null
  const labels = labelsOf([routine])
  return [built(heads, `${routine.name} (first part)`, labels), built(tails, `${routine.name} (second part)`, labels)]
}

function trimmed(
  routine: Routine,
  { from, to }: { readonly from?: string; readonly to?: string },
  steps: StepRows,
): Routine[] | null {
  const parts: Part[] = []
  let changed = false
  for (const instance of routine.instances) {
    const { classes } = routine.variants[instance.variant]!
    const rows = steps.stepsOf(routine, instance)
    const first = from === undefined ? 0 : Math.max(0, classes.indexOf(from))
    const last = to === undefined || !classes.includes(to) ? classes.length - 1 : classes.lastIndexOf(to)
    if (last < first) continue
    changed = changed || first > 0 || last < classes.length - 1
    parts.push({ classes: classes.slice(first, last + 1), rows: rows.slice(first, last + 1).flat() })
  }
  return changed ? [built(parts, routine.name, labelsOf([routine]))] : null
}
