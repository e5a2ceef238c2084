import { FormatError } from '../base/errors.ts'
import { compareText } from '../base/sort.ts'

/** → sequence, × exclusive choice, ∧ parallel, ↺ loop: first child, then any of the others and the first again, any times. */
export const treeOperators = ['→', '×', '∧', '↺'] as const
export type TreeOperator = (typeof treeOperators)[number]

/** A process tree (Leemans, Robust Process Mining with Guarantees, 2017, section 2.2.5). Sound by construction. */
export type ProcessTree =
  | { readonly kind: 'activity'; readonly activity: string }
  | { readonly kind: 'silent' }
  | { readonly kind: 'operator'; readonly operator: TreeOperator; readonly children: readonly ProcessTree[] }

export const silent: ProcessTree = { kind: 'silent' }
export const leaf = (activity: string): ProcessTree => ({ kind: 'activity', activity })
export const node = (operator: TreeOperator, children: readonly ProcessTree[]): ProcessTree => ({
  kind: 'operator',
  operator,
  children,
})

/** What `of` makes of the tree, given what it made of the children of each part. Takes no stack, however deep the tree is. */
export function foldTree<T>(tree: ProcessTree, of: (part: ProcessTree, children: readonly T[]) => T): T {
  const open: { readonly part: ProcessTree; readonly made: T[] }[] = [{ part: tree, made: [] }]
  for (;;) {
    const { part, made } = open.at(-1)!
    const next = part.kind === 'operator' ? part.children[made.length] : undefined
    if (next !== undefined) {
      open.push({ part: next, made: [] })
      continue
    }
    open.pop()
    const above = open.at(-1)
    if (above === undefined) return of(part, made)
    above.made.push(of(part, made))
  }
}

/** Words that stand for nothing; an activity of such a name is quoted. */
const isSilentWord = (word: string): boolean => word === 'τ' || word === 'tau'

/** One line: `→(a, ∧(b, c), ×(τ, "two words"))`. */
export const printTree = (tree: ProcessTree): string =>
  foldTree<string>(tree, (part, children) => {
    if (part.kind === 'silent') return 'τ'
    if (part.kind === 'operator') return `${part.operator}(${children.join(', ')})`
    const isWord = /^[\p{L}\p{N}_.:-]+$/u.test(part.activity) && !isSilentWord(part.activity)
    return isWord ? part.activity : JSON.stringify(part.activity)
  })

/**
 * The inverse of `printTree`. Also understood: `->`, `X`, `+`, `*` before a parenthesis, `tau`, and names in single quotes.
 * Throws `FormatError` with the place.
 */
export function parseTree(text: string): ProcessTree {
  const reader = new TreeReader(text)
  const tree = reader.tree()
  reader.end()
  return tree
}

const OTHERS: Readonly<Record<string, TreeOperator>> = { '->': '→', X: '×', '+': '∧', '*': '↺' }

/** Deeper trees would take the stack of whatever walks over them. */
const DEEPEST = 1000

class TreeReader {
  private readonly text: string
  private at = 0
  private depth = 0
  constructor(text: string) {
    this.text = text
  }

  tree(): ProcessTree {
    this.blanks()
    const operator = this.operator()
    if (operator === null) return this.leaf()
    if (++this.depth > DEEPEST) this.fail(`at most ${DEEPEST} operators within each other`)
    const children: ProcessTree[] = []
    do children.push(this.tree())
    while (this.take(','))
    this.depth--
    if (!this.take(')')) this.fail('a comma or a closing parenthesis')
    if (operator === '↺' && children.length < 2) this.fail('a second child of the loop')
    return node(operator, children)
  }

  end(): void {
    this.blanks()
    if (this.at < this.text.length) this.fail('the end')
  }

  private operator(): TreeOperator | null {
    const found = /^(→|×|∧|↺|->|X|\+|\*)\s*\(/u.exec(this.text.slice(this.at))
    if (!found) return null
    this.at += found[0].length
    return OTHERS[found[1]!] ?? (found[1] as TreeOperator)
  }

  private leaf(): ProcessTree {
    const rest = this.text.slice(this.at)
    const quoted = /^'((?:[^'\\]|\\.)*)'|^("(?:[^"\\]|\\.)*")/u.exec(rest)
    if (quoted) {
      this.at += quoted[0].length
      return leaf(quoted[2] === undefined ? quoted[1]!.replace(/\\(.)/g, '$1') : (JSON.parse(quoted[2]) as string))
    }
    const word = /^[\p{L}\p{N}_.:-]+/u.exec(rest)
    if (!word) return this.fail('an activity')
    this.at += word[0].length
    return isSilentWord(word[0]) ? silent : leaf(word[0])
  }

  private take(sign: string): boolean {
    this.blanks()
    if (this.text[this.at] !== sign) return false
    this.at++
    return true
  }
  private blanks(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++
  }
  private fail(expected: string): never {
    throw new FormatError(`Expected ${expected} before "${this.text.slice(this.at, this.at + 20)}".`, { byte: this.at })
  }
}

/**
 * The same language in one form: nested sequences, choices and parallel parts are one, a part alone stands for itself,
 * silent parts of sequences and parallels are left out, a choice has one silent part at most, and children whose order
 * does not matter (× and ∧, and the redo parts of ↺) stand by their printed form.
 */
export const normalTree = (tree: ProcessTree): ProcessTree =>
  foldTree<ProcessTree>(tree, (part, children) =>
    part.kind === 'operator' ? normalOperator(part.operator, children) : part,
  )

function normalOperator(operator: TreeOperator, normal: readonly ProcessTree[]): ProcessTree {
  const children = normal.flatMap((child, i) => {
    const isSame = child.kind === 'operator' && child.operator === operator
    // the do part of a loop must stay one; a choice of redo parts is what several redo parts mean
    if (operator === '↺') return i > 0 && child.kind === 'operator' && child.operator === '×' ? child.children : [child]
    return isSame ? child.children : [child]
  })
  if (operator === '↺') return node('↺', [children[0]!, ...sorted(distinct(children.slice(1)))])
  const kept = operator === '×' ? distinct(children) : children.filter(child => child.kind !== 'silent')
  if (kept.length === 0) return silent
  if (kept.length === 1) return kept[0]!
  return node(operator, operator === '→' ? kept : sorted(kept))
}

const sorted = (trees: readonly ProcessTree[]) =>
  trees
    .map(tree => ({ tree, text: printTree(tree) }))
    .sort((a, b) => compareText(a.text, b.text))
    .map(({ tree }) => tree)

/** Equal parts of a choice are one. */
function distinct(trees: readonly ProcessTree[]): readonly ProcessTree[] {
  const seen = new Set<string>()
  return trees.filter(tree => {
    const text = printTree(tree)
    if (seen.has(text)) return false
    seen.add(text)
    return true
  })
}

/** Activities of the tree, each once, in order of first appearance. */
export function treeActivities(tree: ProcessTree): readonly string[] {
  const found = new Set<string>()
  foldTree(tree, part => {
    if (part.kind === 'activity') found.add(part.activity)
  })
  return [...found]
}
