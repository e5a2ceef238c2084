import { DictionaryBuilder } from '../base/dictionary.ts'
import type { Names } from '../log/naming.ts'
import type { StepLog } from '../log/step-log.ts'
import type { Cleaning } from './cleaning/cleaning.ts'
import { stepLabel } from './steps-labels.ts'

/** The steps of a cleaned log before data flow is known. Events of a step stand in the log's order. */
export function stepsOf(cleaning: Cleaning, names: Names): StepLog {
  const { ui } = cleaning
  const noise = new Uint8Array(ui.eventCount)
  const stepOf = new Int32Array(ui.eventCount).fill(-1)
  const last: number[] = []
  // an event is taken up by a later one only, so steps numbered by the event that stands are in order of their last event
  for (let row = 0; row < ui.eventCount; row++)
    if (cleaning.stands(row)) {
      stepOf[row] = last.length
      last.push(row)
    }
  const rowOffsets = new Int32Array(last.length + 1)
  for (let row = 0; row < ui.eventCount; row++) {
    const standing = cleaning.standsIn(row)
    noise[row] = cleaning.noise[standing]!
    stepOf[row] = stepOf[standing]!
    if (stepOf[row]! >= 0) rowOffsets[stepOf[row]! + 1]!++
  }
  for (let s = 0; s < last.length; s++) rowOffsets[s + 1]! += rowOffsets[s]!
  const rows = new Int32Array(rowOffsets[last.length]!)
  const filled = rowOffsets.slice()
  for (let row = 0; row < ui.eventCount; row++) if (stepOf[row]! >= 0) rows[filled[stepOf[row]!]!++] = row
  return {
    ui,
    stepCount: last.length,
    rowOffsets,
    rows,
    action: Uint8Array.from(last, row => cleaning.action[row]!),
    element: Int32Array.from(last, row => cleaning.element[row]!),
    value: Int32Array.from(last, row => cleaning.value[row]!),
    label: labelsOf(cleaning, last, names),
    source: new Int32Array(last.length).fill(-1),
    flow: new Uint8Array(last.length),
    noise,
  }
}

/** Labels depend on action, element and column alone: each is made once. */
function labelsOf(cleaning: Cleaning, last: readonly number[], names: Names): StepLog['label'] {
  const { position, sourceAction } = cleaning.ui
  const dictionary = new DictionaryBuilder()
  const known = new Map<string, number>()
  const codes = Int32Array.from(last, row => {
    const place = cleaning.place[row]!
    const own = `${cleaning.action[row]} ${cleaning.element[row]} ${sourceAction.codes[row]}`
    const key = `${own} ${position.column[place]} ${position.columns[place]}`
    let code = known.get(key)
    if (code === undefined) {
      code = dictionary.addText(stepLabel(cleaning.ui, row, cleaning, names))
      known.set(key, code)
    }
    return code
  })
  return { codes, dictionary: dictionary.finish() }
}
