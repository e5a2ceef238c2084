import type { UiLog } from '../../log/ui-log.ts'
import type { Thread } from './cleaning.ts'

export interface Threads {
  readonly threads: Thread[]
  /** By row: index into `threads`. */
  readonly thread: Int32Array
  readonly next: Int32Array
  readonly previous: Int32Array
}

/**
 * Parts a log into threads: the events of one person in one recording between two cuts, in the log's order. An event
 * that names nobody (a clipboard's) belongs to whoever acted last, before the first name to whoever acts first.
 */
export function threadsOf(ui: UiLog): Threads {
  const n = ui.eventCount
  const made: Threads = {
    threads: [],
    thread: new Int32Array(n),
    next: new Int32Array(n).fill(-1),
    previous: new Int32Array(n).fill(-1),
  }
  let cut = 0
  for (let from = 0; from < n; ) {
    let to = from + 1
    while (cut < ui.cuts.length && ui.cuts[cut]! <= from) cut++
    const end = cut < ui.cuts.length ? ui.cuts[cut]! : n
    while (to < end && ui.recording[to] === ui.recording[from]) to++
    addThreads(made, ui, from, to, to < n && ui.recording[to] === ui.recording[from])
    from = to
  }
  return made
}

function addThreads(made: Threads, { user }: UiLog, from: number, to: number, cutAfter: boolean): void {
  const numbers = new Map<number, number>()
  let current = -1
  for (let row = from; row < to && current < 0; row++) current = user.codes[row]!
  for (let row = from; row < to; row++) {
    if (user.codes[row]! >= 0) current = user.codes[row]!
    let number = numbers.get(current)
    if (number === undefined) {
      number = made.threads.length
      numbers.set(current, number)
      made.threads.push({ first: row, last: row, cutAfter })
    } else {
      const thread = made.threads[number]!
      made.next[thread.last] = row
      made.previous[row] = thread.last
      thread.last = row
    }
    made.thread[row] = number
  }
}
