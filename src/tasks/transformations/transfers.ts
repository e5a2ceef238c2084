import type { Result } from '../../base/result.ts'
import { compareText } from '../../base/sort.ts'
import { type Masked, maskedAt } from '../../log/masked.ts'
import { columnName, type Names } from '../../log/naming.ts'
import type { StepLog } from '../../log/step-log.ts'
import { type UiAction, uiActions } from '../../log/ui-log.ts'
import { Effort, ROUTINE_EFFORT } from './effort.ts'
import type { Example } from './example.ts'
import { learnTransformation, type Transformation } from './learn.ts'
import { learnMaskedTransformation, type MaskedTransformation } from './learn-masked.ts'

/** A field that was filled from others, over all instances: what each source held and what was written in the end. */
export interface Transfer {
  readonly target: string
  readonly sources: readonly string[]
  readonly inputs: readonly (readonly (Masked | null)[])[]
  readonly outputs: readonly Masked[]
}

const READS: ReadonlySet<UiAction> = new Set(['read', 'copy', 'cut'])
const WRITES: ReadonlySet<UiAction> = new Set(['enter', 'paste', 'select'])

/** Sources of one target that are told. */
const MOST_SOURCES = 20

/**
 * All transfers within instances (rows first..last of the UI log): for every written field the last value of each
 * instance, and as sources the places whose values flowed into it in any instance, the commonest `MOST_SOURCES`. Sorted by
 * target, then sources. Time linear in the steps within instances.
 */
export function transfers(
  log: StepLog,
  instances: readonly { readonly first: number; readonly last: number }[],
  names: Names,
): readonly Transfer[] {
  const found = new Map<
    string,
    { sources: Map<string, number>; runs: { read: ReadonlyMap<string, number>; value: number }[] }
  >()
  let step = 0
  for (const { first, last } of [...instances].sort((a, b) => a.first - b.first)) {
    while (step < log.stepCount && lastRow(log, step) < first) step++
    const read = new Map<string, number>()
    const origins = new Map<number, string>()
    const written = new Map<string, { value: number; from: Set<string> }>()
    for (let s = step; s < log.stepCount && lastRow(log, s) <= last; s++) {
      const action = uiActions[log.action[s]!]!
      const place = placeOf(log, s, names)
      if (READS.has(action) && log.value[s]! >= 0) {
        read.set(place, log.value[s]!)
        origins.set(s, place)
        continue
      }
      const source = origins.get(log.source[s]!)
      if (source !== undefined) origins.set(s, source)
      if (WRITES.has(action) && log.value[s]! >= 0) {
        const entry = written.get(place) ?? { value: -1, from: new Set<string>() }
        written.set(place, { ...entry, value: log.value[s]! })
        if (source !== undefined) entry.from.add(source)
      }
    }
    for (const [target, { value, from }] of written) {
      const entry = found.get(target) ?? { sources: new Map<string, number>(), runs: [] }
      found.set(target, entry)
      for (const source of from) entry.sources.set(source, (entry.sources.get(source) ?? 0) + 1)
      entry.runs.push({ read, value })
    }
  }
  return [...found]
    .filter(([, { sources }]) => sources.size > 0)
    .map(([target, { sources, runs }]) => {
      const order = commonest(sources)
      const kept = runs.filter(({ read }) => order.some(source => read.has(source)))
      return {
        target,
        sources: order,
        inputs: kept.map(({ read }) => order.map(source => maskedAt(log.ui.values, read.get(source) ?? -1))),
        outputs: kept.map(({ value }) => maskedAt(log.ui.values, value)!),
      }
    })
    .sort((a, b) => compareText(a.target, b.target))
}

/** The places that most instances have, by name; ties by name. */
const commonest = (places: ReadonlyMap<string, number>): readonly string[] =>
  [...places]
    .sort(([a, n], [b, m]) => m - n || compareText(a, b))
    .slice(0, MOST_SOURCES)
    .map(([place]) => place)
    .sort(compareText)

/** What can be learned of a transfer: a program where the values are kept in clear, else what masks tell. */
export const learnTransfer = (transfer: Transfer): Learned => learn(transfer, new Effort(Number.POSITIVE_INFINITY))

/** The same for all transfers of a routine, whose searches are bounded together. */
export function learnTransfers(all: readonly Transfer[]): readonly Learned[] {
  const effort = new Effort(ROUTINE_EFFORT)
  return all.map(transfer => learn(transfer, effort))
}

type Learned = Result<Transformation | MaskedTransformation>

function learn({ inputs, outputs }: Transfer, effort: Effort): Learned {
  const clear = outputs.every(output => output.clear !== null)
  return clear
    ? learnTransformation(clearExamples(inputs, outputs), effort)
    : learnMaskedTransformation(maskedExamples(inputs, outputs))
}

export const clearExamples = (inputs: Transfer['inputs'], outputs: Transfer['outputs']): readonly Example[] =>
  outputs.map((output, i) => ({ inputs: inputs[i]!.map(input => input?.clear ?? ''), output: output.clear ?? '' }))

const maskedExamples = (inputs: Transfer['inputs'], outputs: Transfer['outputs']) =>
  outputs.map((output, i) => ({ inputs: inputs[i]!, output }))

const lastRow = (log: StepLog, step: number) => log.rows[log.rowOffsets[step + 1]! - 1]!

/** A column of a sheet, else the element with where it stands. */
function placeOf(log: StepLog, step: number, names: Names): string {
  const { ui } = log
  const element = log.element[step]!
  const row = log.rows[log.rowOffsets[step]!]!
  const column = columnName(ui, row)
  const where = names.place(ui.elements, element)
  const what = column ?? names.element(ui.elements, element) ?? `element ${element}`
  return where === null ? what : `${what} in ${where}`
}
