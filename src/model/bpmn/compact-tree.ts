import { foldTree, node, type ProcessTree, printTree, silent } from '../process-tree.ts'
import { canBeEmpty } from '../tree-to-net.ts'

/**
 * The same language with as few operators and silent parts as these rules give, children in their order: nested
 * sequences, choices, parallels and loops are one; ×(τ, ↺(a, τ)) is ↺(τ, a); τ stands in a choice only where nothing
 * else may be empty, and last.
 */
export const compactTree = (tree: ProcessTree): ProcessTree =>
  foldTree<ProcessTree>(tree, (part, children) => {
    if (part.kind !== 'operator') return part
    if (part.operator === '×') return choice(children)
    if (part.operator === '↺') return loop(children[0]!, children.slice(1))
    const parts = nested(children, part.operator).filter(({ kind }) => kind !== 'silent')
    return alone(part.operator, parts)
  })

const nested = (children: readonly ProcessTree[], operator: string): ProcessTree[] =>
  children.flatMap(child => (child.kind === 'operator' && child.operator === operator ? child.children : [child]))

const alone = (operator: '→' | '×' | '∧', parts: readonly ProcessTree[]): ProcessTree =>
  parts.length === 0 ? silent : parts.length === 1 ? parts[0]! : node(operator, parts)

function choice(children: readonly ProcessTree[]): ProcessTree {
  const all = distinct(nested(children, '×'))
  const parts = all.filter(({ kind }) => kind !== 'silent')
  if (parts.length === all.length || parts.some(canBeEmpty)) return alone('×', parts)
  // with τ, once or more often is any number of times
  const at = parts.findIndex(
    part =>
      part.kind === 'operator' &&
      part.operator === '↺' &&
      part.children.slice(1).every(({ kind }) => kind === 'silent'),
  )
  if (at < 0) return alone('×', [...parts, silent])
  const repeated = parts[at]!
  return alone('×', parts.with(at, node('↺', [silent, repeated.kind === 'operator' ? repeated.children[0]! : silent])))
}

function loop(body: ProcessTree, redo: readonly ProcessTree[]): ProcessTree {
  const again = distinct(nested(redo, '×'))
  if (again.every(({ kind }) => kind === 'silent') && body.kind === 'silent') return silent
  if (body.kind === 'operator' && body.operator === '↺')
    return loop(body.children[0]!, [...body.children.slice(1), ...again])
  // doing nothing and again doing something is what the others do anyway
  const kept = body.kind === 'silent' ? again.filter(({ kind }) => kind !== 'silent') : again
  return node('↺', [body, ...kept])
}

function distinct(trees: readonly ProcessTree[]): ProcessTree[] {
  const seen = new Set<string>()
  return trees.filter(tree => {
    const text = printTree(tree)
    if (seen.has(text)) return false
    seen.add(text)
    return true
  })
}
