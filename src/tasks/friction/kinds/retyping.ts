import { flowKinds } from '../../../log/step-log.ts'
import type { FrictionKind, FrictionOccurrence } from '../friction-kind.ts'

const RETYPED = flowKinds.indexOf('retyped')

export const retyping: FrictionKind = {
  id: 'retyping',
  title: 'Typing what is known already',
  definition:
    'A step that types a value which an earlier step of the recording read, copied or typed elsewhere (equal hash), without the clipboard. Its cost is the hands-on time of the typing.',
  source: 'Data flow of routines (Leno et al., 2021), by equality of keyed hashes',
  suggestion: 'Fill the field from where the value is known.',
  find({ log, row, time }) {
    const found: FrictionOccurrence[] = []
    for (let s = 0; s < log.stepCount; s++) {
      if (log.flow[s] !== RETYPED) continue
      const first = log.rows[log.rowOffsets[s]!]!
      const before = s > 0 ? Math.min(first, row(s - 1)) : first
      found.push({ first, last: row(s), element: log.element[s]!, cost: time(before, row(s)) })
    }
    return found
  },
}
