import { FNV_BASIS, FNV_PRIME } from '../../base/dictionary.ts'
import { compareText } from '../../base/sort.ts'
import type { StepLog } from '../../log/step-log.ts'
import { textAt } from '../../log/ui-log.ts'
import type { Routine, RoutineInstance } from '../../model/routine.ts'
import { cellsEach, placesIn } from '../places-in.ts'
import { commonSteps } from './common-steps.ts'
import { UNNAMED_TASK } from './name-demonstrations.ts'
import { stepClasses } from './step-class.ts'

/**
 * Routines of tasks that people recorded on purpose: a demonstration is an instance, its name is the routine's name;
 * nothing has to be found. Most instances first, ties by name. Stretches without a name are left to segmentation.
 */
export function demonstratedRoutines(log: StepLog): readonly Routine[] {
  const { ui } = log
  const classes = stepClasses(log)
  const tasks = new Map<string, { first: number; last: number }[]>()
  for (const { task, first, last } of ui.demonstrations) {
    if (task === UNNAMED_TASK) continue
    const known = tasks.get(task)
    if (known) known.push({ first, last })
    else tasks.set(task, [{ first, last }])
  }
  const byRow = stepsByLastRow(log)
  return [...tasks]
    .map(([name, spans]) => routineOf(name, spans, log, classes, byRow))
    .sort((a, b) => b.instances.length - a.instances.length || compareText(a.name, b.name))
}

function routineOf(
  name: string,
  spans: readonly { readonly first: number; readonly last: number }[],
  log: StepLog,
  classes: readonly string[],
  byRow: Int32Array,
): Routine {
  const labels = new Map<string, string>()
  const variants = new Map<string, { classes: readonly string[]; instances: number; index: number }>()
  const instances: RoutineInstance[] = []
  for (const { first, last } of spans) {
    const own: string[] = []
    const rows: number[] = []
    for (let row = first; row <= last; row++) {
      const step = byRow[row]!
      if (step < 0) continue
      own.push(classes[step]!)
      if (!labels.has(classes[step]!)) labels.set(classes[step]!, textAt(log.label, step) ?? '')
      for (let i = log.rowOffsets[step]!; i < log.rowOffsets[step + 1]!; i++) rows.push(log.rows[i]!)
    }
    if (own.length === 0) continue
    rows.sort((a, b) => a - b)
    const key = own.join('\n')
    const variant = variants.get(key) ?? { classes: own, instances: 0, index: variants.size }
    variants.set(key, variant)
    variant.instances++
    instances.push({ first: rows[0]!, last: rows.at(-1)!, rows, variant: variant.index })
  }
  const found = [...variants.values()]
  const common = commonSteps(found)
  const having = new Int32Array(common.length)
  for (const variant of found)
    for (const place of placesIn(variant.classes, common, cellsEach(found.length)))
      if (place >= 0) having[place]! += variant.instances
  const order = found
    .map((variant, i) => ({ variant, i }))
    .sort((a, b) => b.variant.instances - a.variant.instances || a.i - b.i)
  const place = new Map(order.map(({ i }, at) => [i, at]))
  return {
    id: `d-${hashed([name, ...common].join('\n'))}`,
    name,
    steps: common.map((step, at) => ({
      class: step,
      label: labels.get(step)!,
      share: having[at]! / Math.max(1, instances.length),
    })),
    variants: order.map(({ variant }) => ({ classes: variant.classes, instances: variant.instances })),
    instances: instances.map(instance => ({ ...instance, variant: place.get(instance.variant)! })),
  }
}

/** The step that ends in each row, -1 for none. */
function stepsByLastRow(log: StepLog): Int32Array {
  const found = new Int32Array(log.ui.eventCount).fill(-1)
  for (let step = 0; step < log.stepCount; step++) found[log.rows[log.rowOffsets[step + 1]! - 1]!] = step
  return found
}

function hashed(text: string): string {
  let [a, b] = [FNV_BASIS, FNV_PRIME]
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), FNV_PRIME)
    b = Math.imul(b + text.charCodeAt(i), 0x85ebca6b) ^ (b >>> 13)
  }
  return [a, b].map(part => (part >>> 0).toString(16).padStart(8, '0')).join('')
}
