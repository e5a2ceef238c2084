import type { UiLog } from '../log/ui-log.ts'
import { threadsOf } from './cleaning/threads.ts'

/** Logs do not change: what was found out of one stays true as long as it is there. */
const known = new WeakMap<UiLog, Int32Array>()

/**
 * The person of every row: a code of `user`, -1 where between two cuts nobody is named. An event that names nobody (a
 * clipboard's) belongs to whoever acted last, before the first name to whoever acts first.
 */
export function personOfRows(ui: UiLog): Int32Array {
  let people = known.get(ui)
  if (people === undefined) {
    const { threads, thread } = threadsOf(ui)
    const named = new Int32Array(threads.length).fill(-1)
    for (let row = 0; row < ui.eventCount; row++)
      if (named[thread[row]!]! < 0) named[thread[row]!] = ui.user.codes[row]!
    people = thread.map(of => named[of]!)
    known.set(ui, people)
  }
  return people
}
