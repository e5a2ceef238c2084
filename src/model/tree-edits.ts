import { leaf, node, type ProcessTree, silent, type TreeOperator } from './process-tree.ts'
import { selectionOf, type TreeSelection, wholeTree } from './tree-selection.ts'

/** How a part is put beside another. `rework`: it comes between two rounds of it. */
export type TreePlacing = 'before' | 'after' | 'alternative' | 'parallel' | 'rework'
export type TreeEdit =
  | { readonly kind: 'insert'; readonly as: TreePlacing; readonly part: ProcessTree }
  | { readonly kind: 'rename'; readonly activity: string }
  | { readonly kind: 'optional' | 'repeatable'; readonly is: boolean }
  | { readonly kind: 'delete' | 'earlier' | 'later' }
  | { readonly kind: 'move'; readonly to: TreeSelection; readonly as: TreePlacing }
export interface EditedTree {
  readonly tree: ProcessTree
  readonly selection: TreeSelection
}

/** A part while it is edited: known by what it is, not by where. */
interface Part {
  operator: TreeOperator | null
  /** null: silent, where there is no operator. */
  activity: string | null
  children: Part[]
  parent: Part | null
}

/**
 * One step of drawing a model as blocks, so that it is sound whatever is done. What is left stands as plainly as it can: nested sequences,
 * choices and parallel parts are one, a part alone stands for itself. An edit that cannot be (moving a part into itself) changes
 * nothing. O(size of the tree).
 */
export function editTree(tree: ProcessTree, selection: TreeSelection, edit: TreeEdit): EditedTree {
  const root: Part = { operator: '→', activity: null, children: [], parent: null }
  add(root, partOf(tree), 0)
  const chosen = selected(root, selection)
  if (chosen.length === 0) return { tree, selection: wholeTree }
  const { path } = selection
  const same = { tree, selection: { path, last: (path.at(-1) ?? 0) + chosen.length - 1 } }
  const focus = changed(root, chosen, edit)
  if (focus === null) return same
  const tidied = tidy(root.children[0] ?? make(null, null, []))
  return { tree: treeOf(tidied), selection: whereIs(tidied, focus) }
}

/** Whether a case may go by the selection, because of a choice right here. */
export function isOptional(tree: ProcessTree, selection: TreeSelection): boolean {
  return around(tree, selection, ({ part, parent }) => [part, parent].some(one => one !== null && skips(one)))
}
/** Whether the selection may happen again, because of a loop right here. */
export function isRepeatable(tree: ProcessTree, selection: TreeSelection): boolean {
  return around(tree, selection, ({ part, parent }) => loopOf(part, parent) !== null)
}
const isSilent = (part: Part) => part.operator === null && part.activity === null
const skips = (part: Part) => part.operator === '×' && part.children.some(isSilent)
const make = (operator: TreeOperator | null, activity: string | null, children: Part[]): Part => {
  const part: Part = { operator, activity, children, parent: null }
  for (const child of children) child.parent = part
  return part
}
function partOf(tree: ProcessTree): Part {
  if (tree.kind === 'operator') return make(tree.operator, null, tree.children.map(partOf))
  return make(null, tree.kind === 'activity' ? tree.activity : null, [])
}
function treeOf(part: Part): ProcessTree {
  if (part.operator !== null) return node(part.operator, part.children.map(treeOf))
  return part.activity === null ? silent : leaf(part.activity)
}
function add(parent: Part, part: Part, at: number): void {
  parent.children.splice(at, 0, part)
  part.parent = parent
}
function swap(old: Part, by: Part): void {
  const { parent } = old
  parent!.children[parent!.children.indexOf(old)] = by
  old.parent = null
  by.parent = parent
}

/** The neighbours of a selection; none where there is no such place. `root` holds the tree as its one child. */
function selected(root: Part, { path, last }: TreeSelection): Part[] {
  let part: Part | undefined = root.children[0]
  for (const i of path) part = part?.children[i]
  if (!part || path.length === 0) return part ? [part] : []
  const { children } = part.parent!
  return children.slice(path.at(-1)!, Math.max(last, path.at(-1)!) + 1)
}

function around(
  tree: ProcessTree,
  selection: TreeSelection,
  ask: (at: { part: Part; parent: Part | null }) => boolean,
): boolean {
  const root = make('→', null, [partOf(tree)])
  const chosen = selected(root, selection)
  if (chosen.length === 0) return false
  const part = gathered(chosen)
  return ask({ part, parent: part.parent === root ? null : part.parent })
}

/** Neighbours as one part in their place; those of a loop's rounds are a choice. */
function gathered(chosen: readonly Part[]): Part {
  const [first] = chosen
  const parent = first!.parent!
  if (chosen.length === 1) return first!
  if (chosen.length === parent.children.length || (parent.operator === '↺' && parent.children[0] === first))
    return parent
  const at = parent.children.indexOf(first!)
  const part = make(parent.operator === '↺' ? '×' : parent.operator, null, [...chosen])
  parent.children.splice(at, chosen.length, part)
  part.parent = parent
  return part
}

function loopOf(part: Part, parent: Part | null): Part | null {
  if (part.operator === '↺') return part
  return parent?.operator === '↺' && parent.children[0] === part ? parent : null
}

/** Makes the change; what is selected behind it, null where nothing may change. */
function changed(root: Part, chosen: readonly Part[], edit: TreeEdit): Part | null {
  switch (edit.kind) {
    case 'insert':
      return put(partOf(edit.part), gathered(chosen), edit.as)
    case 'rename': {
      const [part] = chosen
      if (part!.operator !== null || part!.activity === null) return null
      part!.activity = edit.activity
      return part!
    }
    case 'optional':
      return edit.is ? wrapped(gathered(chosen), '×') : required(gathered(chosen))
    case 'repeatable':
      return edit.is ? wrapped(gathered(chosen), '↺') : once(gathered(chosen))
    case 'delete':
      return removed(root, gathered(chosen))
    case 'earlier':
    case 'later':
      return shifted(chosen, edit.kind === 'earlier' ? -1 : 1)
    case 'move': {
      const target = selected(root, edit.to)
      const [from, to] = [chosen, target].map(parts => new Set(parts.flatMap(descendants)))
      if (target.length === 0 || [...from!].some(part => to!.has(part))) return null
      const part = gathered(chosen)
      const beside = gathered(target)
      if (descendants(beside).includes(part)) return null
      removed(root, part)
      return put(part, beside, edit.as)
    }
  }
}

const descendants = (part: Part): Part[] => [part, ...part.children.flatMap(descendants)]

function put(part: Part, beside: Part, as: TreePlacing): Part {
  const holder = make(as === 'rework' ? '↺' : as === 'alternative' ? '×' : as === 'parallel' ? '∧' : '→', null, [])
  swap(beside, holder)
  for (const one of as === 'before' ? [part, beside] : [beside, part]) add(holder, one, holder.children.length)
  return part
}

function wrapped(part: Part, operator: '×' | '↺'): Part {
  const holder = make(operator, null, [])
  swap(part, holder)
  add(holder, part, 0)
  add(holder, make(null, null, []), 1)
  return part
}

function required(part: Part): Part {
  for (const one of [part, part.parent])
    if (one && skips(one)) {
      one.children = one.children.filter(child => !isSilent(child))
      break
    }
  return part
}

function once(part: Part): Part {
  const loop = loopOf(part, part.parent)
  if (loop) swap(loop, loop.children[0]!)
  return part === loop ? loop.children[0]! : part
}

/** Its neighbour before, else behind, else what it stood in. */
function removed(root: Part, part: Part): Part {
  const parent = part.parent!
  const at = parent.children.indexOf(part)
  const isBody = parent.operator === '↺' && at === 0
  if (parent === root || isBody) {
    const nothing = make(null, null, [])
    swap(part, nothing)
    return isBody ? parent : nothing
  }
  parent.children.splice(at, 1)
  part.parent = null
  return parent.children[at - 1] ?? parent.children[at] ?? parent
}

/** Past its neighbour; the body of a loop stays where it is. */
function shifted(chosen: readonly Part[], by: -1 | 1): Part | null {
  const parent = chosen[0]!.parent!
  const at = parent.children.indexOf(chosen[0]!)
  const other = parent.children[by < 0 ? at - 1 : at + chosen.length]
  const pinned = parent.operator === '↺' && (at === 0 || other === parent.children[0])
  if (!other || pinned) return null
  parent.children.splice(parent.children.indexOf(other), 1)
  parent.children.splice(by < 0 ? at + chosen.length - 1 : at, 0, other)
  return chosen.length === 1 ? chosen[0]! : gathered(chosen)
}

function tidy(part: Part): Part {
  const { operator } = part
  if (operator === null) return part
  const children = part.children.map(tidy)
  if (operator === '↺') return tidyLoop(part, children)
  const flat = children.flatMap(child => (child.operator === operator ? child.children : [child]))
  const kept = flat.filter(child => !isSilent(child))
  const nothing = flat.find(isSilent)
  if (operator === '×' && nothing && kept.length > 0) kept.push(nothing)
  if (kept.length === 0) return nothing ?? make(null, null, [])
  if (kept.length === 1) return kept[0]!
  part.children = kept
  for (const child of kept) child.parent = part
  return part
}

function tidyLoop(part: Part, [body, ...rounds]: Part[]): Part {
  const kept = rounds.filter((round, i) => !isSilent(round) || rounds.findIndex(isSilent) === i)
  if (isSilent(body!) && kept.every(isSilent)) return body!
  const inner = body!
  if (inner.operator === '↺' && kept.every(isSilent) && inner.children.slice(1).some(isSilent)) return inner
  part.children = [inner, ...(kept.length > 0 ? kept : [make(null, null, [])])]
  for (const child of part.children) child.parent = part
  return part
}

/** Where a part is; where it became one with what it stands in, its children. */
function whereIs(root: Part, part: Part): TreeSelection {
  const path = pathTo(root, part)
  if (path) return selectionOf(path)
  const [first, last] = [part.children[0], part.children.at(-1)].map(child => child && pathTo(root, child))
  if (!first || !last) return wholeTree
  const isRow = first.length === last.length && first.slice(0, -1).every((step, i) => step === last[i])
  return isRow ? { path: first, last: last.at(-1)! } : selectionOf(first)
}

function pathTo(root: Part, part: Part): number[] | null {
  if (root === part) return []
  for (const [i, child] of root.children.entries()) {
    const path = pathTo(child, part)
    if (path) return [i, ...path]
  }
  return null
}
