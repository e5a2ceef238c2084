import type { Pieces } from '../../../base/pieces.ts'
import type { Items } from '../items.ts'
import { type AttributeTable, type Bases, contextAttributes } from './attribute-table.ts'
import { bundlesOf, ClassCoder } from './class-coder.ts'

/** Items that the choice is learned from, and choices tried in turn: more make it slower, hardly better. */
const SAMPLE = 10_000
/** Choices tried one by one in a round; where there are more, those of the commonest bases. */
const TRIALS = 500

/** By base, the attributes that are context. */
export function* chooseAttributes(
  items: Items,
  table: AttributeTable,
  bases: Bases,
): Pieces<readonly (readonly number[])[]> {
  const m = Math.min(items.size, SAMPLE)
  const members: number[][] = bases.texts.map(() => [])
  for (let i = 0; i < m; i++) members[bases.code[i]!]!.push(i)
  const bundles = members.flatMap((events, base) => bundlesOf(base, events, table))
  const coder = new ClassCoder(items, bases, members, bundles, m)
  const taken = bundles.map(() => true)
  let best = coder.bits(taken)
  const attempt = (changed: readonly number[]) => {
    if (changed.length === 0) return false
    for (const b of changed) taken[b] = !taken[b]
    const bits = coder.bits(taken)
    if (bits < best) {
      best = bits
      return true
    }
    for (const b of changed) taken[b] = !taken[b]
    return false
  }
  const indexes = bundles.map((_, b) => b)
  const events = (b: number) => members[bundles[b]!.base]!.length
  const single =
    indexes.length <= TRIALS ? indexes : [...indexes].sort((a, b) => events(b) - events(a) || a - b).slice(0, TRIALS)
  for (let round = 0, improved = true; improved && round < 4; round++) {
    improved = false
    const done = (trial: number) => 1 - 2 ** -round * (1 - (0.5 * trial) / Math.max(1, single.length))
    yield done(0)
    for (let a = contextAttributes.length - 1; a >= 0; a--) {
      const all = indexes.filter(b => bundles[b]!.attributes.includes(a))
      improved = attempt(all.filter(b => taken[b])) || improved
      improved = attempt(all.filter(b => !taken[b])) || improved
    }
    for (const [trial, b] of single.entries()) {
      improved = attempt([b]) || improved
      yield done(trial)
    }
  }
  return bases.texts.map((_, base) =>
    indexes
      .filter(b => bundles[b]!.base === base && taken[b])
      .flatMap(b => bundles[b]!.attributes)
      .sort((x, y) => x - y),
  )
}
