import { noEdits, type TaskEdits, taskEditsFrom } from '../engine/task-edits.ts'
import { remembered, type Store } from './store.ts'

const KEY = (log: string) => `tasks.${log}`
const known = new Map<string, Store<TaskEdits>>()

/** What a person said of the tasks of a UI log: it stays in this browser, and applies whenever the log is mined anew. */
export function editsOf(log: string): Store<TaskEdits> {
  let found = known.get(log)
  if (!found) {
    found = remembered<TaskEdits>(KEY(log), noEdits, value => taskEditsFrom(value).edits)
    known.set(log, found)
  }
  return found
}

/** As they are kept in this browser, by whichever tab. */
export function keptEdits(log: string): TaskEdits {
  try {
    const text = localStorage.getItem(`parfocal.${KEY(log)}`)
    return text === null ? editsOf(log).get() : taskEditsFrom(JSON.parse(text)).edits
  } catch {
    return editsOf(log).get()
  }
}

export function forgetEdits(log: string): void {
  known.delete(log)
  try {
    localStorage.removeItem(`parfocal.${KEY(log)}`)
  } catch {
    // Forbidden memory: nothing was kept.
  }
}
