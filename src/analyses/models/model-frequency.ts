import { type ReplayOptions, tokenBasedReplay } from '../../conformance/index.ts'
import { type VariantLog, variantLogOf } from '../../log/variant-log.ts'
import type { DrawnNet } from './flow-net.ts'
import type { KnownWalk } from './walks.ts'

/** Cases that go through a part of a model at least once, and how often they do in all. */
export interface PartFrequency {
  readonly cases: number
  readonly times: number
}

/**
 * How cases were counted: by a best alignment (`exact`), by one that was found before the budget ended and need not be the
 * best (`bounded`), or by token-based replay where the budget gave none (`replay`).
 */
export type CountedBy = 'exact' | 'bounded' | 'replay'

/** By id: of BPMN nodes and sequence flows, or of transitions and places. Parts that no case goes through have zeros. */
export interface ModelFrequency {
  readonly parts: Readonly<Record<string, PartFrequency>>
  readonly cases: number
  /** Cases by how they were counted; their sum is `cases`. */
  readonly by: Readonly<Record<CountedBy, number>>
}

/** How often the parts of a picture are taken: transitions when they fire, places by the tokens that are put there. */
export async function modelFrequency(
  log: VariantLog,
  drawn: DrawnNet,
  walks: readonly (KnownWalk | null)[],
  options: ReplayOptions = {},
): Promise<ModelFrequency> {
  const counts = new Map<string, { cases: number; times: number }>()
  for (const id of [...drawn.nodes, ...drawn.flows]) if (id !== null) counts.set(id, { cases: 0, times: 0 })
  const by = { exact: 0, bounded: 0, replay: 0 }
  const count = (fired: Iterable<readonly [number, number]>, cases: number) => {
    for (const [id, n] of timesOf(fired, drawn)) {
      const part = counts.get(id)!
      part.cases += cases
      part.times += cases * n
    }
  }
  const open: number[] = []
  walks.forEach((known, v) => {
    if (known === null) {
      open.push(v)
      return
    }
    by[known.isExact ? 'exact' : 'bounded'] += log.cases[v]!
    count(firedIn(known.walk.firings), log.cases[v]!)
  })
  if (open.length > 0) {
    const rest = variantLogOf(open.map(v => ({ activities: activitiesOf(log, v), cases: log.cases[v]! })))
    const { variants } = await tokenBasedReplay(rest, drawn.net, options)
    variants.forEach(({ fired }, i) => {
      by.replay += rest.cases[i]!
      count(fired, rest.cases[i]!)
    })
  }
  return { parts: Object.fromEntries(counts), cases: log.cases.reduce((sum, n) => sum + n, 0), by }
}

const activitiesOf = ({ symbols, offsets, activities }: VariantLog, v: number): string[] =>
  Array.from(symbols.subarray(offsets[v]!, offsets[v + 1]!), symbol => activities[symbol]!)

function firedIn(firings: Int32Array): Map<number, number> {
  const fired = new Map<number, number>()
  for (const transition of firings) fired.set(transition, (fired.get(transition) ?? 0) + 1)
  return fired
}

/** By part, how often one case takes it. */
function timesOf(fired: Iterable<readonly [number, number]>, { net, nodes, flows }: DrawnNet): Map<string, number> {
  const times = new Map<string, number>()
  const more = (id: string | null, n: number) => {
    if (id !== null) times.set(id, (times.get(id) ?? 0) + n)
  }
  net.initial.forEach((tokens, place) => {
    if (tokens > 0) more(flows[place]!, tokens)
  })
  for (const [transition, n] of fired) {
    more(nodes[transition]!, n)
    for (const { place, tokens } of net.transitions[transition]!.outputs) more(flows[place]!, n * tokens)
  }
  return times
}
