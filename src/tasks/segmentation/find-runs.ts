import type { StepLog } from '../../log/step-log.ts'
import type { UiLog } from '../../log/ui-log.ts'
import type { Run } from './code-length.ts'
import { type EventClasses, learnEventClasses } from './event-classes.ts'
import { eventItems, type ItemOptions, type Items, isStepLog, someItems, stepItems } from './items.ts'
import { estimate, learnRuns, prune } from './learn-runs.ts'
import { parse } from './parse.ts'
import { completionOf, type Sequence, sequenceOf } from './sequence.ts'
import { stitch } from './stitch.ts'

export interface FoundRuns {
  readonly items: Items
  readonly classes: EventClasses
  readonly sequence: Sequence
  /** By first item; classes are numbered by first run. */
  readonly runs: readonly Run[]
}

/** Items that runs are learned from at a time; what these do not explain is learned from afterwards. */
const SAMPLE = 6000
const SAMPLES = 6
/** Fewest items of one stream in a sample. */
const SHARE = 500

/** Finds the runs of all tasks in a UI log or in its steps. Deterministic; times play no part unless `idle` is given. */
export function findRuns(log: UiLog | StepLog, options: ItemOptions = {}): FoundRuns {
  const items = isStepLog(log) ? stepItems(log, options) : eventItems(log, options)
  const classes = learnEventClasses(items)
  const completion = completionOf(items, classes)
  const sequence = sequenceOf(items, classes, completion)
  if (items.size <= SAMPLE) return { items, classes, sequence, runs: byFirst(learnRuns(sequence).runs) }
  let runs: readonly Run[] = []
  for (let round = 0; round < SAMPLES; round++) {
    const stretches = sampleOf(sequence, runs)
    if (stretches.length === 0) break
    const at = stretches.flatMap(([from, to]) => Array.from({ length: to - from }, (_, k) => from + k))
    const codes = Int32Array.from(at, i => classes.codes[i]!)
    const sample = sequenceOf(someItems(items, stretches), { ...classes, codes }, completion)
    const found = learnRuns(sample).runs
    if (found.length === 0) break
    const more = runs.reduce((most, run) => Math.max(most, run.class + 1), 0)
    const both = [...runs, ...found.map(run => ({ class: run.class + more, items: run.items.map(i => at[i]!) }))]
    const before = runs.length
    runs = explainAll(sequence, both)
    if (runs.length <= before) break
  }
  return { items, classes, sequence, runs: byFirst(runs) }
}

/** Parses the whole sequence by what some runs of it taught, twice. */
function explainAll(sequence: Sequence, taught: readonly Run[]): Run[] {
  let runs = sorted(taught)
  for (let round = 0; round < 2; round++) {
    const model = estimate(sequence, runs)
    runs = stitch(sequence, model, parse(sequence, model))
  }
  return prune(sequence, runs)
}

/** Stretches that no run explains yet, some of every stream; none where too little is left to learn from. */
function sampleOf({ size, starts }: Sequence, runs: readonly Run[]): [number, number][] {
  const explained = new Uint8Array(size)
  for (const { items } of runs) for (const i of items) explained[i] = 1
  let streams = 0
  for (const start of starts) streams += start
  const quota = Math.max(SHARE, Math.ceil(SAMPLE / Math.max(1, streams)))
  const stretches: [number, number][] = []
  let taken = 0
  let ofStream = 0
  for (let i = 0; i < size && taken < SAMPLE; ) {
    if (starts[i]) ofStream = 0
    let end = i
    while (end < size && !explained[end] && (end === i || !starts[end]) && ofStream + end - i < quota) end++
    if (end - i > 1) {
      stretches.push([i, end])
      taken += end - i
      ofStream += end - i
    }
    i = Math.max(end, i + 1)
  }
  return stretches
}

const sorted = (runs: readonly Run[]): Run[] => [...runs].sort((a, b) => a.items[0]! - b.items[0]!)

function byFirst(runs: readonly Run[]): Run[] {
  const number = new Map<number, number>()
  return sorted(runs).map(({ class: r, items }) => {
    let at = number.get(r)
    if (at === undefined) number.set(r, (at = number.size))
    return { class: at, items }
  })
}
