import { noiseKinds } from '../../../log/step-log.ts'
import { uiActions } from '../../../log/ui-log.ts'
import type { FrictionKind, FrictionOccurrence } from '../friction-kind.ts'

const KINDS = new Set(['corrected', 'aborted'].map(kind => noiseKinds.indexOf(kind as 'corrected')))
const UNDO = uiActions.indexOf('undo')

export const correction: FrictionKind = {
  id: 'correction',
  title: 'Corrections and undo',
  definition:
    'A run of events that cleaning marks as corrected (a value replaced before it was used) or aborted (an input taken back), or of undo. Its cost is the hands-on time of the run and of the step to it.',
  source: 'Error and undo rates of usability testing (Nielsen, Usability Engineering, 1993)',
  suggestion: 'Say beside the field what it takes, check while people type, or offer a list.',
  find({ log, time }) {
    const { ui } = log
    const found: FrictionOccurrence[] = []
    const odd = (row: number) => KINDS.has(log.noise[row]!) || ui.action[row] === UNDO
    for (let row = 0; row < ui.eventCount; row++) {
      if (!odd(row)) continue
      let last = row
      while (last + 1 < ui.eventCount && odd(last + 1) && ui.recording[last + 1] === ui.recording[row]) last++
      const first = row > 0 && ui.recording[row - 1] === ui.recording[row] ? row - 1 : row
      found.push({ first: row, last, element: ui.element[row]!, cost: time(first, last) })
      row = last
    }
    return found
  },
}
