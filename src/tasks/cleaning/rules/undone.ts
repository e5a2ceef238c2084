import { type Cleaning, is, isWrite, visit } from '../cleaning.ts'
import { isCommit } from '../commit.ts'
import type { CleaningRule } from '../rule.ts'

/**
 * What was entered and undone before anything was done with it did not happen. An undo takes back the latest write in its
 * application; one that takes back typed text may be several key presses, so undos that follow at once belong to it.
 * A redo takes back the undo. Saving, submitting and leaving the page end what can be undone.
 */
export const undone: CleaningRule = {
  id: 'undone',
  does: 'An entry that was undone, and the undo, are an aborted input.',
  examples: [
    {
      before: `ann | Excel | enter cell B2 = 12
ann | Excel | undo
ann | Excel | undo
ann | Excel | enter cell B3 = 13`,
      after: `1 aborted
2 aborted
3 aborted
4 ann | Excel | enter cell B3 = 13`,
    },
    {
      before: `ann | Excel | enter cell B2 = 12
ann | Excel | undo
ann | Excel | redo
ann | Excel | save
ann | Excel | undo`,
      after: `1 ann | Excel | enter cell B2 = 12
2 aborted
3 aborted
4 ann | Excel | save
5 ann | Excel | undo`,
    },
  ],
  apply(cleaning) {
    const taken: number[] = []
    const written = new Map<number, number[]>()
    const reverted = new Map<number, { write: number; undos: number[] }[]>()
    visit(
      cleaning,
      (row, before) => pass(cleaning, row, before, { written, reverted, taken }),
      () => {
        flush(reverted, taken)
        written.clear()
      },
    )
    flush(reverted, taken)
    for (const row of taken) cleaning.drop(row, 'aborted')
    return taken.length
  },
}

interface Stacks {
  readonly written: Map<number, number[]>
  readonly reverted: Map<number, { write: number; undos: number[] }[]>
  readonly taken: number[]
}

function pass(cleaning: Cleaning, row: number, before: number, { written, reverted, taken }: Stacks): void {
  const { action, application } = cleaning
  const app = application[row]!
  const writes = stackOf(written, app)
  const undos = stackOf(reverted, app)
  if (isWrite(action[row]!)) {
    writes.push(row)
    flush(new Map([[app, undos]]), taken)
  } else if (action[row] === is.undo) {
    const last = undos.at(-1)
    if (last && last.undos.at(-1) === before && action[last.write] === is.enter) last.undos.push(row)
    else {
      const write = writes.pop()
      if (write !== undefined) undos.push({ write, undos: [row] })
    }
  } else if (action[row] === is.redo) {
    const last = undos.pop()
    if (!last) return
    writes.push(last.write)
    for (const undo of last.undos) taken.push(undo)
    taken.push(row)
  } else if (isCommit(cleaning, row)) {
    writes.length = 0
    flush(new Map([[app, undos]]), taken)
  }
}

/** What was reverted stays so: the writes and their undos are done with. */
function flush(reverted: Map<number, { write: number; undos: number[] }[]>, taken: number[]): void {
  for (const undos of reverted.values()) {
    for (const { write, undos: rows } of undos) {
      taken.push(write)
      for (const row of rows) taken.push(row)
    }
    undos.length = 0
  }
}

function stackOf<T>(stacks: Map<number, T[]>, key: number): T[] {
  let stack = stacks.get(key)
  if (!stack) {
    stack = []
    stacks.set(key, stack)
  }
  return stack
}
