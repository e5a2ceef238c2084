import { isOptional, isRepeatable, type ProcessTree, partAt, type TreeSelection } from '../../../model/index.ts'
import { formatNumber } from '../../format/numbers.ts'

/** How a sentence names a part of a drawn model. */
export function partName(part: ProcessTree): string {
  if (part.kind === 'activity') return part.activity
  if (part.kind === 'silent') return 'Nothing'
  const { operator, children } = part
  const count = formatNumber(children.length)
  switch (operator) {
    case '→':
      return `Sequence of ${count}`
    case '×':
      return children.some(({ kind }) => kind === 'silent') && children.length === 2
        ? `Optional: ${partName(children.find(({ kind }) => kind !== 'silent') ?? children[0]!)}`
        : `Choice of ${count}`
    case '∧':
      return `${count} at the same time`
    case '↺':
      return children[0]!.kind === 'silent'
        ? `Any number of times: ${partName(children[1]!)}`
        : `Repeated: ${partName(children[0]!)}`
  }
}

/** What is selected, in words. */
export function selectionName(tree: ProcessTree, { path, last }: TreeSelection): string {
  if (path.length === 0) return tree.kind === 'silent' ? 'Empty model' : 'The whole model'
  const first = partAt(tree, path)
  const end = partAt(tree, [...path.slice(0, -1), last])
  if (first === null || end === null) return 'Nothing'
  return first === end ? partName(first) : `${partName(first)} to ${partName(end)}`
}

/** The blocks around a selection, the whole model first. */
export function blocksAround(tree: ProcessTree, { path }: TreeSelection): readonly { path: number[]; name: string }[] {
  return path.flatMap((_, depth) => {
    const block = path.slice(0, depth)
    const part = partAt(tree, block)
    return part === null ? [] : [{ path: block, name: depth === 0 ? 'The whole model' : partName(part) }]
  })
}

export const statesOf = (tree: ProcessTree, selection: TreeSelection) => ({
  isOptional: isOptional(tree, selection),
  isRepeatable: isRepeatable(tree, selection),
})
