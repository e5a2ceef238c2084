import { atOnce } from '../../base/pieces.ts'
import type { Routine } from '../../model/routine.ts'
import { learnLong } from '../segmentation/learn-long.ts'
import { rawSequence } from '../segmentation/sequence.ts'
import { hashed } from './discover-routines.ts'
import { maximalRepeats } from './repeats.ts'

/** One run of a task: routine instances that belong together. */
export interface TaskInstance {
  readonly first: number
  readonly last: number
  readonly parts: readonly { readonly routine: string; readonly instance: number }[]
}

/** Routines that keep being done one after another: what a person sets out to do (step < routine < task). */
export interface RoutineTask {
  readonly id: string
  readonly name: string
  /** Ids of its routines in the order of most of its runs. */
  readonly routines: readonly string[]
  readonly instances: readonly TaskInstance[]
}

/**
 * Tasks of routines, found as routines are found of steps: the sequence of routine instances is told in the fewest bits.
 * `streamOf` gives the recording and person of a row. A routine that belongs to no task is none of them.
 */
export function tasksOfRoutines(
  routines: readonly Routine[],
  streamOf: (row: number) => number = () => 0,
): RoutineTask[] {
  const all = routines
    .flatMap(({ instances }, r) => instances.map(({ first, last }, instance) => ({ r, instance, first, last })))
    .map(part => ({ ...part, stream: streamOf(part.first) }))
    .sort((a, b) => a.stream - b.stream || a.first - b.first || b.last - a.last)
  const starts = Uint8Array.from(all, ({ stream }, k) => (k === 0 || all[k - 1]!.stream !== stream ? 1 : 0))
  const symbols = Int32Array.from(all, ({ r }) => r)
  const learned = learnLong(rawSequence(symbols, routines.length, starts), (stretches, at) => {
    const begins = new Uint8Array(at.length)
    let first = 0
    for (const [from, to] of stretches) {
      begins[first] = 1
      first += to - from
    }
    return rawSequence(
      Int32Array.from(at, i => symbols[i]!),
      routines.length,
      begins,
    )
  })
  const runs = atOnce(learned)
  const byClass = new Map<number, TaskInstance[]>()
  const orders = new Map<number, string[][]>()
  for (const { class: c, items } of runs) {
    const parts = items.map(k => ({ routine: routines[all[k]!.r]!.id, instance: all[k]!.instance }))
    const instance = {
      first: all[items[0]!]!.first,
      last: items.reduce((most, k) => Math.max(most, all[k]!.last), -1),
      parts,
    }
    const order = parts.map(({ routine }) => routine)
    if (byClass.has(c)) {
      byClass.get(c)!.push(instance)
      orders.get(c)!.push(order)
    } else {
      byClass.set(c, [instance])
      orders.set(c, [order])
    }
  }
  const nameOf = new Map(routines.map(({ id, name }) => [id, name]))
  return [...byClass].map(([c, instances]) => {
    const order = commonestOrder(orders.get(c)!)
    return {
      id: `t-${hashed(order.join('\n'))}`,
      name: order.map(id => nameOf.get(id)!).join(', then '),
      routines: order,
      instances,
    }
  })
}

function commonestOrder(orders: readonly string[][]): string[] {
  const counts = new Map<string, { order: string[]; times: number }>()
  for (const order of orders) {
    const known = counts.get(order.join('\n'))
    if (known) known.times++
    else counts.set(order.join('\n'), { order, times: 1 })
  }
  return [...counts.values()].reduce((best, next) => (next.times > best.times ? next : best)).order
}

/** A stretch of steps that several routines, or one of them several times, have in common. */
export interface SharedPart {
  readonly classes: readonly string[]
  /** Where it begins: the routine and the index into its steps. */
  readonly places: readonly { readonly routine: string; readonly step: number }[]
}

/** Parts that could be routines of their own (signing in, looking up): equal stretches of at least `shortest` usual steps. */
export function sharedParts(routines: readonly Routine[], shortest = 3): SharedPart[] {
  const codes = new Map<string, number>()
  const symbols: number[] = []
  const places: ({ routine: string; step: number } | null)[] = []
  for (const { id, steps } of routines) {
    steps.forEach((step, at) => {
      if (step.share <= 0.5) return
      let code = codes.get(step.class)
      if (code === undefined) codes.set(step.class, (code = codes.size))
      symbols.push(code)
      places.push({ routine: id, step: at })
    })
    symbols.push(-1)
    places.push(null)
  }
  const texts = [...codes.keys()]
  return maximalRepeats(Int32Array.from(symbols), shortest).map(repeat => ({
    classes: symbols.slice(repeat.places[0]!, repeat.places[0]! + repeat.length).map(code => texts[code]!),
    places: repeat.places.map(at => places[at]!),
  }))
}
