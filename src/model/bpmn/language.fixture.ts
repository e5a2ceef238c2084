import { fire, isEnabled, isFinal, type Marking, type PetriNet } from '../petri-net.ts'
import type { ProcessTree } from '../process-tree.ts'

/** All traces of at most `length` activities in the language of the net, sorted; null where that takes too many states. */
export function languageOfNet(net: PetriNet, length: number, budget = 200_000): string[] | null {
  const traces = new Set<string>()
  let current = new Map<string, { trace: string; marking: Marking }>()
  const key = (trace: string, marking: Marking) => `${trace}|${marking.join(',')}`
  current.set(key('', net.initial), { trace: '', marking: net.initial })
  let states = 0
  for (let step = 0; step <= length; step++) {
    const next: typeof current = new Map()
    for (const [, { trace, marking }] of current) {
      if (++states > budget) return null
      if (isFinal(net, marking)) traces.add(trace)
      for (const transition of net.transitions) {
        if (!isEnabled(transition, marking)) continue
        const after = fire(transition, marking)
        if (after.some(tokens => tokens > 8)) return null
        if (transition.label === null) {
          const at = key(trace, after)
          if (!current.has(at)) current.set(at, { trace, marking: after })
        } else if (step < length) {
          const longer = trace === '' ? transition.label : `${trace} ${transition.label}`
          next.set(key(longer, after), { trace: longer, marking: after })
        }
      }
    }
    current = next
  }
  return [...traces].sort()
}

/** The same of a tree, from its definition alone. */
export function languageOfTree(tree: ProcessTree, length: number): string[] {
  return Array.from(wordsOf(tree, length), word => word.join(' ')).sort()
}

type Word = readonly string[]

function wordsOf(tree: ProcessTree, length: number): Word[] {
  if (tree.kind === 'silent') return [[]]
  if (tree.kind === 'activity') return length > 0 ? [[tree.activity]] : []
  const parts = tree.children.map(child => wordsOf(child, length))
  if (tree.operator === '×') return distinct(parts.flat())
  if (tree.operator === '→') return parts.reduce((a, b) => pairs(a, b, length, concat), [[]])
  if (tree.operator === '∧') return parts.reduce((a, b) => pairs(a, b, length, shuffles), [[]])
  const [body, ...redo] = parts as [Word[], ...Word[][]]
  const again = pairs(distinct(redo.flat()), body, length, concat)
  let words = body
  for (let size = -1; size !== words.length; ) {
    size = words.length
    words = distinct([...words, ...pairs(words, again, length, concat)])
  }
  return words
}

const distinct = (words: readonly Word[]): Word[] => [...new Map(words.map(word => [word.join(' '), word])).values()]

const pairs = (a: readonly Word[], b: readonly Word[], length: number, join: (x: Word, y: Word) => Word[]): Word[] =>
  distinct(a.flatMap(x => b.flatMap(y => (x.length + y.length > length ? [] : join(x, y)))))

const concat = (x: Word, y: Word): Word[] => [[...x, ...y]]

function shuffles(x: Word, y: Word): Word[] {
  if (x.length === 0 || y.length === 0) return [[...x, ...y]]
  return [
    ...shuffles(x.slice(1), y).map(rest => [x[0]!, ...rest]),
    ...shuffles(x, y.slice(1)).map(rest => [y[0]!, ...rest]),
  ]
}
