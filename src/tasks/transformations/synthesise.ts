import { type Candidate, candidates } from './candidates.ts'
import type { Effort } from './effort.ts'
import type { Example } from './example.ts'
import type { Expression } from './program.ts'

/** States looked at before the search gives up. */
const MOST_STATES = 4000
/** Pieces that an output may be made of. */
const MOST_PARTS = 12

interface State {
  readonly at: readonly number[]
  readonly cost: number
  readonly parts: readonly Expression[]
  readonly order: number
}

/**
 * The cheapest program that makes every output of its inputs, or null where the bounded language has none. Best-first
 * search over how far each output is made already: a state is one position per example, a move is a candidate or a
 * constant that stands next in all of them. Ties by order of generation. Cost: states × candidates × examples; given up
 * where the effort is spent.
 */
export function synthesise(examples: readonly Example[], effort: Effort): Expression | null {
  if (examples.length === 0 || effort.isSpent) return null
  if (examples.every(({ output }) => output === '')) return { op: 'constant', text: '' }
  if (examples.some(({ output }) => output === '')) return null
  const pool = candidates(examples, effort)
  const goal = examples.map(({ output }) => output.length).join()
  const queue = new Heap()
  const settled = new Set<string>()
  let order = 0
  queue.push({ at: examples.map(() => 0), cost: 0, parts: [], order: order++ })
  while (settled.size < MOST_STATES && !effort.isSpent) {
    const state = queue.pop()
    if (!state) return null
    const key = state.at.join()
    if (key === goal) return state.parts.length === 1 ? state.parts[0]! : { op: 'join', parts: state.parts }
    if (settled.has(key)) continue
    settled.add(key)
    if (state.parts.length === MOST_PARTS) continue
    effort.spend(pool.length)
    for (const candidate of pool) {
      if (!candidate.values.every((value, e) => examples[e]!.output.startsWith(value, state.at[e]!))) continue
      queue.push(moved(state, candidate, order++))
    }
    if (state.parts.at(-1)?.op !== 'constant')
      for (const text of constants(examples, state.at))
        queue.push(moved(state, constant(text, examples.length), order++))
  }
  return null
}

const moved = (state: State, { expression, cost, values }: Candidate, order: number): State => ({
  at: state.at.map((position, e) => position + values[e]!.length),
  cost: state.cost + cost + 0.2,
  parts: [...state.parts, expression],
  order,
})

const constant = (text: string, count: number): Candidate => ({
  expression: { op: 'constant', text },
  cost: constantCost(text),
  values: Array.from({ length: count }, () => text),
})

/** Separators are cheap; letters and digits that happen to be the same in a few examples are not. */
function constantCost(text: string): number {
  const letters = text.match(/[\p{L}\p{Nd}]/gu)?.length ?? 0
  return 0.8 + 2 * letters + 0.1 * (text.length - letters)
}

/** Beginnings of what stands next in all outputs alike. */
function constants(examples: readonly Example[], at: readonly number[]): readonly string[] {
  const rest = examples[0]!.output.slice(at[0]!)
  let length = 0
  while (
    length < Math.min(rest.length, 40) &&
    examples.every(({ output }, e) => output[at[e]! + length] === rest[length])
  )
    length++
  return Array.from({ length }, (_, i) => rest.slice(0, i + 1))
}

/** A binary heap by cost, then order of generation. */
class Heap {
  private readonly items: State[] = []

  push(state: State): void {
    const { items } = this
    let at = items.push(state) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!before(items[at]!, items[parent]!)) return
      ;[items[at], items[parent]] = [items[parent]!, items[at]!]
      at = parent
    }
  }

  pop(): State | undefined {
    const { items } = this
    const top = items[0]
    const last = items.pop()
    if (items.length === 0 || !last) return top
    items[0] = last
    for (let at = 0; ; ) {
      const left = 2 * at + 1
      let least = at
      for (const child of [left, left + 1])
        if (child < items.length && before(items[child]!, items[least]!)) least = child
      if (least === at) return top
      ;[items[at], items[least]] = [items[least]!, items[at]!]
      at = least
    }
  }
}
const before = (a: State, b: State) => a.cost < b.cost || (a.cost === b.cost && a.order < b.order)
