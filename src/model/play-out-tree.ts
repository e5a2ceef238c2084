import { notApplicable, ok, type Result } from '../base/result.ts'
import { compareText } from '../base/sort.ts'
import { DEFAULT_TRACES, type LanguageBounds, type Trace } from './play-out-net.ts'
import type { ProcessTree } from './process-tree.ts'

/**
 * All distinct traces of the tree up to a length, shorter ones first, then by the names of their activities: those of its
 * parts put together (Leemans 2017, definition 2.5). `because` where a part of the tree has more than `traces`.
 */
export function treeLanguage(tree: ProcessTree, bounds: Omit<LanguageBounds, 'states'>): Result<readonly Trace[]> {
  const most = bounds.traces ?? DEFAULT_TRACES
  const words = languageOf(tree, bounds.length, most)
  if (words === null) return notApplicable(`There are more than ${most} traces of at most ${bounds.length} activities.`)
  return ok([...words.values()].sort(compareTraces))
}

export const compareTraces = (a: Trace, b: Trace): number => {
  if (a.length !== b.length) return a.length - b.length
  for (let i = 0; i < a.length; i++) {
    const order = compareText(a[i]!, b[i]!)
    if (order !== 0) return order
  }
  return 0
}

/** Traces by their text. */
type Words = Map<string, Trace>
const EMPTY: Trace = []
const keyOf = (trace: Trace) => JSON.stringify(trace)
const wordsOf = (...traces: Trace[]): Words => new Map(traces.map(trace => [keyOf(trace), trace]))

function languageOf(tree: ProcessTree, length: number, most: number): Words | null {
  if (tree.kind === 'silent') return wordsOf(EMPTY)
  if (tree.kind === 'activity') return length > 0 ? wordsOf([tree.activity]) : new Map()
  const parts: Words[] = []
  for (const child of tree.children) {
    const words = languageOf(child, length, most)
    if (words === null) return null
    parts.push(words)
  }
  const [first, ...rest] = parts as [Words, ...Words[]]
  const together = (join: (a: Trace, b: Trace) => Iterable<Trace>) =>
    rest.reduce<Words | null>((all, words) => all && product(all, words, length, most, join), first)
  switch (tree.operator) {
    case '→':
      return together((a, b) => [[...a, ...b]])
    case '∧':
      return together(interleaved)
    case '×':
      return union(parts, most)
    case '↺':
      return repeated(first, union(rest, most), length, most)
  }
}

function union(parts: readonly Words[], most: number): Words | null {
  const all: Words = new Map(parts.flatMap(words => [...words]))
  return all.size > most ? null : all
}

function product(
  left: Words,
  right: Words,
  length: number,
  most: number,
  join: (a: Trace, b: Trace) => Iterable<Trace>,
): Words | null {
  const all: Words = new Map()
  for (const a of left.values())
    for (const b of right.values()) {
      if (a.length + b.length > length) continue
      for (const trace of join(a, b)) {
        all.set(keyOf(trace), trace)
        if (all.size > most) return null
      }
    }
  return all
}

function repeated(body: Words, redo: Words | null, length: number, most: number): Words | null {
  const again = redo && product(redo, body, length, most, (a, b) => [[...a, ...b]])
  if (again === null) return null
  const all: Words = new Map(body)
  let newest: Words = body
  while (newest.size > 0) {
    const longer = product(newest, again, length, most, (a, b) => [[...a, ...b]])
    if (longer === null) return null
    newest = new Map([...longer].filter(([key]) => !all.has(key)))
    for (const [key, trace] of newest) all.set(key, trace)
    if (all.size > most) return null
  }
  return all
}

function* interleaved(a: Trace, b: Trace): Generator<Trace> {
  if (a.length === 0 || b.length === 0) yield [...a, ...b]
  else {
    for (const rest of interleaved(a.slice(1), b)) yield [a[0]!, ...rest]
    for (const rest of interleaved(a, b.slice(1))) yield [b[0]!, ...rest]
  }
}

/**
 * One run of the tree: a branch of a choice with equal chance, another round of a loop with chance `again`, and parallel
 * parts interleaved so that every order of their activities is equally likely. `draw` gives numbers in [0, 1).
 */
export function drawTreeTrace(tree: ProcessTree, draw: () => number, { again = 0.5 } = {}): Trace {
  if (tree.kind === 'silent') return EMPTY
  if (tree.kind === 'activity') return [tree.activity]
  const of = (part: ProcessTree) => drawTreeTrace(part, draw, { again })
  const one = (parts: readonly ProcessTree[]) => of(parts[Math.floor(draw() * parts.length)]!)
  switch (tree.operator) {
    case '→':
      return tree.children.flatMap(of)
    case '×':
      return one(tree.children)
    case '∧':
      return shuffled(tree.children.map(of), draw)
    case '↺': {
      const trace = [...of(tree.children[0]!)]
      while (draw() < again) trace.push(...one(tree.children.slice(1)), ...of(tree.children[0]!))
      return trace
    }
  }
}

/** The next activity comes from a part with the chance of its share of what is left: then all orders are equally likely. */
function shuffled(parts: readonly Trace[], draw: () => number): Trace {
  const at = parts.map(() => 0)
  const trace: string[] = []
  for (let left = parts.reduce((sum, part) => sum + part.length, 0); left > 0; left--) {
    let pick = Math.floor(draw() * left)
    const p = parts.findIndex((part, i) => {
      const remaining = part.length - at[i]!
      if (pick < remaining) return true
      pick -= remaining
      return false
    })
    trace.push(parts[p]![at[p]!++]!)
  }
  return trace
}
