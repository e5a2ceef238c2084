import type { Pace } from '../log/count/pace.ts'
import { NOWHERE, type VisibleLanguage } from './visible-language.ts'

/** A sequence of labels of the net (below 0: labels that it does not have, which are passed over) and how many cases it stands for. */
export interface WeightedSequence {
  readonly labels: ArrayLike<number>
  readonly cases: number
}

interface Prefix {
  /** Of the visible language. */
  readonly state: number
  readonly next: Map<number, Prefix>
  /** That go on after it; at the root all. */
  cases: number
}

/**
 * 1 - (what the net would allow after the prefixes and nobody ever did) / (what it would allow): sums over the distinct prefixes, by
 * the cases that go on after them; before the first event all cases count. Prefixes that no run of the net begins with are left
 * out. 1 where the net allows nothing.
 */
export async function escapingPrecision(
  language: VisibleLanguage,
  sequences: Iterable<WeightedSequence>,
  pace: Pace,
  enabled: (state: number) => readonly number[] = state => language.enabled(state),
): Promise<number> {
  const root = await prefixTree(language, sequences, pace)
  let allowed = 0
  let escaping = 0
  const open = [root]
  let seen = 0
  for (let prefix = open.pop(); prefix; prefix = open.pop()) {
    if (++seen % 256 === 0) await pace.step()
    if (prefix.state === NOWHERE) continue
    const labels = enabled(prefix.state)
    const { next } = prefix
    allowed += prefix.cases * labels.length
    escaping += prefix.cases * labels.filter(label => !next.has(label)).length
    open.push(...next.values())
  }
  return allowed > 0 ? 1 - escaping / allowed : 1
}

async function prefixTree(
  language: VisibleLanguage,
  sequences: Iterable<WeightedSequence>,
  pace: Pace,
): Promise<Prefix> {
  const at = (state: number): Prefix => ({ state, next: new Map(), cases: 0 })
  const root = at(language.start)
  for (const { labels, cases } of sequences) {
    await pace.step()
    let prefix = root
    if (labels.length === 0) root.cases += cases
    for (let i = 0; i < labels.length; i++) {
      prefix.cases += cases
      const label = labels[i]!
      let next = prefix.next.get(label)
      if (next === undefined) {
        const isPassed = prefix.state === NOWHERE || label < 0
        next = at(isPassed ? prefix.state : language.step(prefix.state, label))
        prefix.next.set(label, next)
      }
      prefix = next
    }
  }
  return root
}
