import { type PatternNode, PatternTrouble, type SymbolSet } from './pattern-parse.ts'

const MOST_POSITIONS = 48
/** Ways of counted repetitions together that count as few. */
const FEW = 1000

/** First and last positions of a part, and whether it can be empty. */
interface Ends {
  readonly first: readonly number[]
  readonly last: readonly number[]
  readonly canBeEmpty: boolean
}

/**
 * Whether a pattern may match a text in more than boundedly many ways. Builds the position automaton (Glushkov, 1961);
 * a transition that arises twice is an ambiguity at once; else looks for states p ≠ q and a word on which p goes to p
 * and q, and q to q (Weber & Seidl, 1991): then backtracking is worse than linear from one start. Cost: positions³.
 */
export function isAmbiguous(pattern: PatternNode): boolean {
  const automaton = new Positions()
  automaton.build(pattern)
  return automaton.hasTwin || waysOfCounts(pattern) > FEW || hasDivergence(automaton.sets, automaton.follow)
}

class Positions {
  readonly sets: SymbolSet[] = []
  readonly follow: Set<number>[] = []
  hasTwin = false
  private inLoop = false

  build(node: PatternNode): Ends {
    switch (node.kind) {
      case 'empty':
        return { first: [], last: [], canBeEmpty: true }
      case 'set': {
        if (this.sets.length >= MOST_POSITIONS) throw new PatternTrouble(`it has more than ${MOST_POSITIONS} parts`)
        this.sets.push(node.set)
        this.follow.push(new Set())
        const at = this.sets.length - 1
        return { first: [at], last: [at], canBeEmpty: false }
      }
      case 'any':
        return this.alternatives(node.parts)
      case 'all':
        return this.sequence(node.parts.map(part => this.build(part)))
      case 'repeat':
        return this.repeat(node)
    }
  }

  private alternatives(parts: readonly PatternNode[]): Ends {
    const ends = parts.map(part => this.build(part))
    if (ends.filter(({ canBeEmpty }) => canBeEmpty).length > 1) this.hasTwin = true
    return {
      first: ends.flatMap(({ first }) => first),
      last: ends.flatMap(({ last }) => last),
      canBeEmpty: ends.some(({ canBeEmpty }) => canBeEmpty),
    }
  }

  private sequence(parts: readonly Ends[]): Ends {
    let [first, last, canBeEmpty]: [readonly number[], readonly number[], boolean] = [[], [], true]
    for (const part of parts) {
      this.join(last, part.first)
      if (canBeEmpty) first = [...first, ...part.first]
      last = part.canBeEmpty ? [...last, ...part.last] : part.last
      canBeEmpty &&= part.canBeEmpty
    }
    return { first, last, canBeEmpty }
  }

  /** Counts stand for few copies; what is open above, or has room within a loop, for a loop. */
  private repeat({ body, min, max }: Extract<PatternNode, { kind: 'repeat' }>): Ends {
    const isLoop = max === Number.POSITIVE_INFINITY || (this.inLoop && max > Math.max(min, 1))
    const before = this.inLoop
    this.inLoop ||= max === Number.POSITIVE_INFINITY
    const copies: Ends[] = []
    for (let copy = 0; copy < Math.min(min, 2); copy++) copies.push(this.build(body))
    if (max > min) {
      const one = this.build(body)
      if (isLoop) this.join(one.last, one.first)
      if (one.canBeEmpty && max > 1) this.hasTwin = true
      copies.push({ ...one, canBeEmpty: true })
    } else if (max > 1 && copies.some(({ canBeEmpty }) => canBeEmpty)) this.hasTwin = true
    this.inLoop = before
    return this.sequence(copies)
  }

  private join(from: readonly number[], to: readonly number[]): void {
    for (const p of from)
      for (const q of to) {
        if (this.follow[p]!.has(q)) this.hasTwin = true
        this.follow[p]!.add(q)
      }
  }
}

/** In how many ways counted repetitions with room can be shared out; those within a loop are loops themselves. */
function waysOfCounts(node: PatternNode): number {
  switch (node.kind) {
    case 'set':
    case 'empty':
      return 1
    case 'any':
      return Math.max(...node.parts.map(waysOfCounts))
    case 'all':
      return node.parts.reduce((ways, part) => ways * waysOfCounts(part), 1)
    case 'repeat':
      if (!Number.isFinite(node.max)) return 1
      return waysOfCounts(node.body) ** Math.min(node.max, 16) * (node.max - node.min + 1)
  }
}

/** Depth-first search over triples of states; a triple (p, p, q) that comes to (p, q, q) diverges. */
function hasDivergence(sets: readonly SymbolSet[], follow: readonly ReadonlySet<number>[]): boolean {
  const n = sets.length
  const meet = sets.map(a => sets.map(b => a.some((has, c) => has === 1 && b[c] === 1)))
  const meet3 = (a: number, b: number, c: number) =>
    meet[a]![b]! &&
    meet[b]![c]! &&
    meet[a]![c]! &&
    sets[a]!.some((has, s) => has === 1 && sets[b]![s] === 1 && sets[c]![s] === 1)
  for (let p = 0; p < n; p++)
    for (let q = 0; q < n; q++) {
      if (p === q || !meet[p]![q]! || !reaches(follow, p, p) || !reaches(follow, q, q) || !reaches(follow, p, q))
        continue
      const seen = new Set<number>()
      const stack: number[] = [(p * n + p) * n + q]
      const goal = (p * n + q) * n + q
      while (stack.length > 0) {
        const at = stack.pop()!
        const [a, b, c] = [Math.floor(at / (n * n)), Math.floor(at / n) % n, at % n]
        for (const x of follow[a]!)
          for (const y of follow[b]!)
            for (const z of follow[c]!) {
              const next = (x * n + y) * n + z
              if (seen.has(next) || !meet3(x, y, z)) continue
              if (next === goal) return true
              seen.add(next)
              stack.push(next)
            }
      }
    }
  return false
}

function reaches(follow: readonly ReadonlySet<number>[], from: number, to: number): boolean {
  const seen = new Set<number>()
  const stack = [...follow[from]!]
  while (stack.length > 0) {
    const at = stack.pop()!
    if (at === to) return true
    if (seen.has(at)) continue
    seen.add(at)
    stack.push(...follow[at]!)
  }
  return false
}
