import { FNV_BASIS, FNV_PRIME } from '../../base/dictionary.ts'
import { atOnce, type Pieces, part } from '../../base/pieces.ts'
import { columnName, Names } from '../../log/naming.ts'
import type { StepLog } from '../../log/step-log.ts'
import { textAt, type UiLog, uiActions } from '../../log/ui-log.ts'
import type { Routine, RoutineInstance, RoutineStep } from '../../model/routine.ts'
import { commonSteps } from '../demonstrations/common-steps.ts'
import { cellsEach, placesIn } from '../places-in.ts'
import { type FoundRuns, runsInPieces } from '../segmentation/find-runs.ts'
import type { ItemOptions, Items } from '../segmentation/items.ts'
import { nameRoutine, toldApart } from './name-routine.ts'

export interface DiscoveryOptions extends ItemOptions {
  /** Names that people chose. */
  readonly names?: Names
  /** Hears the share that is done (0..1), rising to 1; what it throws ends the work. */
  readonly report?: (share: number) => void
}

/** Variants that the order of steps is made of, the commonest ones. */
const VARIANTS = 200

/**
 * The routines of a UI log, or of the steps made of it, most instances first; told neither how many there are nor how long
 * they are. The same log gives the same routines; an id depends on the steps alone.
 */
export const discoverRoutines = (log: UiLog | StepLog, options: DiscoveryOptions = {}): Routine[] =>
  atOnce(routinesInPieces(log, options), options.report)

/** The same, for whoever does other work in between. */
export function* routinesInPieces(log: UiLog | StepLog, options: DiscoveryOptions = {}): Pieces<Routine[]> {
  const found = yield* part(runsInPieces(log, options), 0, 0.95)
  const routines = yield* part(routinesOfPieces(found, options.names), 0.95, 1)
  yield 1
  return routines
}

export const routinesOf = (found: FoundRuns, names?: Names): Routine[] => atOnce(routinesOfPieces(found, names))

function* routinesOfPieces(found: FoundRuns, names: Names = new Names()): Pieces<Routine[]> {
  const byClass = new Map<number, number[]>()
  found.runs.forEach((run, r) => {
    const runs = byClass.get(run.class)
    if (runs) runs.push(r)
    else byClass.set(run.class, [r])
  })
  const routines: Routine[] = []
  for (const runs of byClass.values()) {
    yield routines.length / byClass.size
    routines.push(routineOf(found, runs, names))
  }
  const ids = new Map<string, number>()
  const unique = routines.map(routine => {
    const times = (ids.get(routine.id) ?? 0) + 1
    ids.set(routine.id, times)
    return times === 1 ? routine : { ...routine, id: `${routine.id}-${times}` }
  })
  return toldApart(unique).sort(
    (a, b) => b.instances.length - a.instances.length || a.instances[0]!.first - b.instances[0]!.first,
  )
}

function routineOf({ items, classes, runs }: FoundRuns, own: readonly number[], names: Names): Routine {
  const variants = new Map<string, { classes: readonly string[]; instances: number; index: number }>()
  const instances: RoutineInstance[] = []
  const examples = new Map<string, number>()
  const around = surroundings(items)
  for (const r of own) {
    const { items: members } = runs[r]!
    const texts = members.map(i => classes.texts[classes.codes[i]!]!)
    members.forEach((i, k) => {
      if (!examples.has(texts[k]!)) examples.set(texts[k]!, i)
    })
    const key = texts.join('\n')
    let variant = variants.get(key)
    if (!variant) variants.set(key, (variant = { classes: texts, instances: 0, index: variants.size }))
    variant.instances++
    const rows = members.flatMap(i => [...items.rows.subarray(items.rowOffsets[i]!, items.rowOffsets[i + 1]!)])
    for (const row of around(members)) rows.push(row)
    rows.sort((a, b) => a - b)
    instances.push({ first: rows[0]!, last: rows.at(-1)!, rows, variant: variant.index })
  }
  const order = [...variants.values()].sort((a, b) => b.instances - a.instances || a.index - b.index)
  const place = new Map(order.map(({ index }, at) => [index, at]))
  const steps = stepsOf(order, text => labelOf(items, examples.get(text)!, names))
  const usual = steps.filter(({ share }) => share > 0.5)
  return {
    id: `r-${hashed((usual.length > 0 ? usual : steps).map(step => step.class).join('\n'))}`,
    name: nameRoutine(
      items,
      (usual.length > 0 ? usual : steps).map(step => examples.get(step.class)!),
      names,
    ),
    steps,
    variants: order.map(({ classes, instances }) => ({ classes, instances })),
    instances: instances.map(instance => ({ ...instance, variant: place.get(instance.variant)! })),
  }
}

/**
 * Rows that cleaning left out of all steps, at either end of a run and on the element that the run begins or ends with: a
 * click too many into its first field. None where items are events.
 */
function surroundings({ steps, ui, element, rows, rowOffsets }: Items): (members: readonly number[]) => number[] {
  if (steps === null) return () => []
  const loose = (row: number, like: number, of: number) =>
    row >= 0 &&
    row < ui.eventCount &&
    steps.noise[row]! > 0 &&
    ui.element[row] === like &&
    ui.recording[row] === ui.recording[of] &&
    ui.user.codes[row] === ui.user.codes[of]
  return members => {
    const found: number[] = []
    const first = rows[rowOffsets[members[0]!]!]!
    const end = members.at(-1)!
    const last = rows[rowOffsets[end + 1]! - 1]!
    for (let row = first - 1; loose(row, element[members[0]!]!, first); row--) found.push(row)
    for (let row = last + 1; loose(row, element[end]!, last); row++) found.push(row)
    return found
  }
}

/** Steps in an order that most variants keep, each with the share of instances that have it. */
export function stepsOf(
  variants: readonly { readonly classes: readonly string[]; readonly instances: number }[],
  label: (text: string) => string,
): RoutineStep[] {
  const common = commonSteps(variants.slice(0, VARIANTS))
  const having = new Float64Array(common.length)
  const most = cellsEach(variants.length)
  let all = 0
  for (const { classes, instances } of variants) {
    all += instances
    for (const at of placesIn(classes, common, most)) if (at >= 0) having[at]! += instances
  }
  return common.map((text, at) => ({ class: text, label: label(text), share: having[at]! / Math.max(1, all) }))
}

/** What a person would call the item: as its step is called, or the verb and the name of what it acts upon. */
function labelOf({ steps, step, ui, action, element, place }: Items, i: number, names: Names): string {
  if (steps && step[i]! >= 0) return textAt(steps.label, step[i]!) ?? uiActions[action[i]!]!
  const what = names.element(ui.elements, element[i]!) ?? columnName(ui, place[i]!)
  const where = names.place(ui.elements, element[i]!)
  return [uiActions[action[i]!]!, what ?? where ?? ''].join(' ').trim()
}

/** 64 bits of a text as 16 hex digits: FNV-1a, and a second mix beside it. */
export function hashed(text: string): string {
  let [a, b] = [FNV_BASIS, FNV_PRIME]
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), FNV_PRIME)
    b = Math.imul(b + text.charCodeAt(i), 0x85ebca6b) ^ (b >>> 13)
  }
  return [a, b].map(part => (part >>> 0).toString(16).padStart(8, '0')).join('')
}
