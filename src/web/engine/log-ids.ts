import { uiLogOf } from '../../analyses/task-mining/routine-log-id.ts'

export { routineLogId, uiLogOf } from '../../analyses/task-mining/routine-log-id.ts'

/** Logs whose id begins so live in this browser; all others on the server. */
export const isHere = (log: string): boolean => log.startsWith('here-')

/** Whether a log is one of interactions, with tasks, rather than one of cases; the address alone tells it. */
export const isTaskLog = (log: string | null): log is string =>
  log !== null && (log.startsWith('here-ui-') || uiLogOf(log) !== null)
