import type { Demonstration, UiLog } from '../../log/ui-log.ts'

/** A task that a person names afterwards, for one recording (its id) or for all of them (null). */
export interface TaskName {
  readonly recording: string | null
  readonly task: string
}

/** The name that readers give to runs of a log that tells its instances apart but not their task. */
export const UNNAMED_TASK = 'case'

/**
 * The log with named demonstrations: runs that its source told apart without naming their task get the name; a recording
 * without any run becomes one run as a whole. A name for one recording stands before that for all.
 */
export function nameDemonstrations(ui: UiLog, names: readonly TaskName[]): UiLog {
  if (names.length === 0) return ui
  const demonstrations: Demonstration[] = []
  for (const { id, first, last } of ui.recordings) {
    const own = ui.demonstrations.filter(demo => demo.first >= first && demo.last <= last)
    const task = (names.findLast(one => one.recording === id) ?? names.findLast(one => one.recording === null))?.task
    if (task === undefined) demonstrations.push(...own)
    else if (own.length === 0) demonstrations.push({ task, first, last })
    else demonstrations.push(...own.map(demo => (demo.task === UNNAMED_TASK ? { ...demo, task } : demo)))
  }
  return { ...ui, demonstrations }
}
