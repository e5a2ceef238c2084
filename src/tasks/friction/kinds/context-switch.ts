import type { FrictionKind, FrictionOccurrence } from '../friction-kind.ts'

/** Every change of application between two steps. */
export const contextSwitch: FrictionKind = {
  id: 'context-switch',
  title: 'Switching between applications',
  definition:
    'Two steps in a row, without a cut between them, in different applications. Its cost is the hands-on time from the one to the other.',
  source: 'Application switching of process advisor (Microsoft, task mining analytics)',
  suggestion: 'Bring what is looked up into the application where it is needed, or connect the two systems.',
  find({ log, place, row, time, together }) {
    const found: FrictionOccurrence[] = []
    for (let s = 1; s < log.stepCount; s++) {
      const [from, to] = [place(s - 1, 'application'), place(s, 'application')]
      if (from === null || to === null || from === to || !together(s - 1, s)) continue
      // to its first event: what is done there then is work
      const last = Math.max(row(s - 1), log.rows[log.rowOffsets[s]!]!)
      found.push({ first: row(s - 1), last, element: log.element[s]!, cost: time(row(s - 1), last) })
    }
    return found
  },
}
