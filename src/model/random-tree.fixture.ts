import fc from 'fast-check'
import type { Trace } from './play-out-net.ts'
import { compareTraces } from './play-out-tree.ts'
import { leaf, node, type ProcessTree, silent } from './process-tree.ts'

/** Trees of up to three levels over a few activities, silent parts and parts alone included. */
export const anyTree = (activities: readonly string[] = ['a', 'b', 'c', 'd']): fc.Arbitrary<ProcessTree> =>
  fc.letrec<{ tree: ProcessTree }>(tie => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(...activities).map(leaf),
      fc.constant(silent),
      fc
        .tuple(fc.constantFrom('→', '×', '∧'), fc.array(tie('tree'), { minLength: 1, maxLength: 3 }))
        .map(([operator, children]) => node(operator as '→', children)),
      fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map(children => node('↺', children)),
    ),
  })).tree

/** What may follow after one activity; null: it cannot come now (derivatives of Brzozowski, 1964). */
function after(tree: ProcessTree, activity: string): ProcessTree | null {
  if (tree.kind === 'silent') return null
  if (tree.kind === 'activity') return tree.activity === activity ? silent : null
  const [first, ...rest] = tree.children as [ProcessTree, ...ProcessTree[]]
  switch (tree.operator) {
    case '×':
      return either(tree.children.map(child => after(child, activity)))
    case '→': {
      const begun = after(first, activity)
      const next = rest.length > 0 && canEnd(first) ? after(node('→', rest), activity) : null
      return either([begun && node('→', [begun, ...rest]), next])
    }
    case '∧':
      return either(
        tree.children.map((child, c) => {
          const begun = after(child, activity)
          return begun && node('∧', [...tree.children.slice(0, c), begun, ...tree.children.slice(c + 1)])
        }),
      )
    case '↺': {
      const redo = node('×', rest)
      const body = after(first, activity)
      const begun = canEnd(first) ? after(redo, activity) : null
      // body and redo that are both nothing lead back to the loop itself, and add nothing
      const more = node('×', [silent, node('→', [redo, tree])])
      return either([body && node('→', [body, more]), begun && node('→', [begun, tree])])
    }
  }
}

function either(parts: readonly (ProcessTree | null)[]): ProcessTree | null {
  const some = parts.filter(part => part !== null)
  return some.length === 0 ? null : some.length === 1 ? some[0]! : node('×', some)
}

const canEnd = (tree: ProcessTree): boolean => {
  if (tree.kind !== 'operator') return tree.kind === 'silent'
  if (tree.operator === '×') return tree.children.some(canEnd)
  return tree.operator === '↺' ? canEnd(tree.children[0]!) : tree.children.every(canEnd)
}

export function replays(tree: ProcessTree, trace: Trace): boolean {
  let left: ProcessTree | null = tree
  for (const activity of trace) left = left && after(left, activity)
  return left !== null && canEnd(left)
}

/** The traces of a tree up to a length, letter by letter: slow, and nothing like how the product finds them. */
export function naiveLanguage(tree: ProcessTree, length: number, activities: readonly string[]): Trace[] {
  const found: Trace[] = []
  const visit = (left: ProcessTree, trace: Trace) => {
    if (canEnd(left)) found.push(trace)
    if (trace.length === length) return
    for (const activity of activities) {
      const next = after(left, activity)
      if (next) visit(next, [...trace, activity])
    }
  }
  visit(tree, [])
  return found.sort(compareTraces)
}

export const printTraces = (traces: readonly Trace[]): readonly string[] => traces.map(trace => trace.join(' '))
