import type { ProcessTree } from './process-tree.ts'

/** Neighbours in a tree: the way to the first of them as numbers of children (empty: the whole tree), and the number of the last. */
export interface TreeSelection {
  readonly path: readonly number[]
  readonly last: number
}
export const wholeTree: TreeSelection = { path: [], last: 0 }

/** The part at the beginning of a selection; null where there is none. */
export function partAt(tree: ProcessTree, path: readonly number[]): ProcessTree | null {
  let part: ProcessTree | undefined = tree
  for (const i of path) part = part?.kind === 'operator' ? part.children[i] : undefined
  return part ?? null
}

/** From one part to another, both included: their neighbours between them, or the smallest block that holds both. */
export function spanOf(a: readonly number[], b: readonly number[], tree: ProcessTree): TreeSelection {
  let depth = 0
  while (depth < a.length && depth < b.length && a[depth] === b[depth]) depth++
  const block = a.slice(0, depth)
  const [i, j] = [a[depth], b[depth]]
  const holder = partAt(tree, block)
  if (i === undefined || j === undefined || (holder?.kind === 'operator' && holder.operator === '↺'))
    return selectionOf(block)
  return { path: [...block, Math.min(i, j)], last: Math.max(i, j) }
}
export const selectionOf = (path: readonly number[]): TreeSelection => ({ path, last: path.at(-1) ?? 0 })
