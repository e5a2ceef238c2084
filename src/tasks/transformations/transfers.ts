import type { Result } from '../../base/result.ts'
import { compareText } from '../../base/sort.ts'
import { type Masked, maskedAt } from '../../log/masked.ts'
import { columnName, type Names } from '../../log/naming.ts'
import type { StepLog } from '../../log/step-log.ts'
import { type UiAction, uiActions } from '../../log/ui-log.ts'
import type { Example } from './candidates.ts'
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

/**
 * All transfers within instances (rows first..last of the UI log): for every written field the last value of each
 * instance, and as sources the places whose values flowed into it in any instance. Sorted by target, then sources.
 */
export function transfers(
  log: StepLog,
  instances: readonly { readonly first: number; readonly last: number }[],
  names: Names,
): readonly Transfer[] {
  const found = new Map<
    string,
    { sources: Set<string>; runs: { read: ReadonlyMap<string, number>; value: number }[] }
  >()
  let step = 0
  for (const { first, last } of [...instances].sort((a, b) => a.first - b.first)) {
    while (step < log.stepCount && lastRow(log, step) < first) step++
    const read = new Map<string, number>()
    const placeOfStep = new Map<number, string>()
    const written = new Map<string, { value: number; from: Set<string> }>()
    for (let s = step; s < log.stepCount && lastRow(log, s) <= last; s++) {
      const action = uiActions[log.action[s]!]!
      const place = placeOf(log, s, names)
      if (READS.has(action) && log.value[s]! >= 0) {
        read.set(place, log.value[s]!)
        placeOfStep.set(s, place)
      } else if (WRITES.has(action) && log.value[s]! >= 0) {
        const entry = written.get(place) ?? { value: -1, from: new Set<string>() }
        written.set(place, { ...entry, value: log.value[s]! })
        const source = sourcePlace(log, s, placeOfStep)
        if (source !== null) entry.from.add(source)
      }
    }
    for (const [target, { value, from }] of written) {
      const entry = found.get(target) ?? { sources: new Set<string>(), runs: [] }
      found.set(target, entry)
      for (const source of from) entry.sources.add(source)
      entry.runs.push({ read: new Map(read), value })
    }
  }
  return [...found]
    .filter(([, { sources }]) => sources.size > 0)
    .map(([target, { sources, runs }]) => {
      const order = [...sources].sort(compareText)
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

/** What can be learned of a transfer: a program where the values are kept in clear, else what masks tell. */
export function learnTransfer({ inputs, outputs }: Transfer): Result<Transformation | MaskedTransformation> {
  const clear = outputs.every(output => output.clear !== null)
  return clear
    ? learnTransformation(clearExamples(inputs, outputs))
    : learnMaskedTransformation(maskedExamples(inputs, outputs))
}

export const clearExamples = (inputs: Transfer['inputs'], outputs: Transfer['outputs']): readonly Example[] =>
  outputs.map((output, i) => ({ inputs: inputs[i]!.map(input => input?.clear ?? ''), output: output.clear ?? '' }))

const maskedExamples = (inputs: Transfer['inputs'], outputs: Transfer['outputs']) =>
  outputs.map((output, i) => ({ inputs: inputs[i]!, output }))

const lastRow = (log: StepLog, step: number) => log.rows[log.rowOffsets[step + 1]! - 1]!

/** Along the flow of the value back to a place that was read in this instance. */
function sourcePlace(log: StepLog, step: number, places: ReadonlyMap<number, string>): string | null {
  const seen = new Set<number>()
  for (let at = log.source[step]!; at >= 0 && !seen.has(at); at = log.source[at]!) {
    seen.add(at)
    const place = places.get(at)
    if (place !== undefined) return place
  }
  return null
}

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
