import type { FrictionKind, FrictionOccurrence } from '../friction-kind.ts'

const LIMIT = 10_000
const AFTER = new Set(['navigate', 'open', 'submit', 'save', 'wait', 'upload', 'download'])

export const longWait: FrictionKind = {
  id: 'long-wait',
  title: 'Waiting for the system',
  definition: `More than ${LIMIT / 1000} s between a step that makes the system work (navigate, open, submit, save, wait, upload, download) and the next event. The log does not tell waiting from thinking, so the cost, the time beyond ${LIMIT / 1000} s up to the idle limit, is an upper bound.`,
  source: 'Response time limits: ten seconds keep the attention (Nielsen, Usability Engineering, 1993, ch. 5)',
  suggestion: 'Make the page answer sooner, or let people go on while it works.',
  find({ log, action, row, time, together }) {
    const found: FrictionOccurrence[] = []
    for (let s = 0; s + 1 < log.stepCount; s++) {
      if (!AFTER.has(action(s)) || !together(s, s + 1)) continue
      // the event behind it, not the end of the step behind it: what is typed then is no waiting
      const next = row(s) + 1
      const cost = time(row(s), next)
      if (cost > LIMIT) found.push({ first: row(s), last: next, element: log.element[s]!, cost: cost - LIMIT })
    }
    return found
  },
}
