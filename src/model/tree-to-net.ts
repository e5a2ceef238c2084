import { assert } from '../base/errors.ts'
import { inOrder, type Work } from '../base/in-order.ts'
import { type PetriNet, PetriNetBuilder } from './petri-net.ts'
import { foldTree, node, type ProcessTree, silent, type TreeOperator } from './process-tree.ts'

/**
 * A sound workflow net with the language of the tree. After Leemans 2017, section 2.2.5, with fewer silent transitions:
 * a part begins on a set of places (`from`) and ends on one (`to`), so that what stands before a parallel part puts a
 * token for every branch and what stands behind takes them all. A part *owns* a set where no other part takes from it
 * (or puts on it); only then may a parallel part use its places one by one, or a loop come back to it. Where it does
 * not own the set, a silent transition leads into places of its own; between two neighbours that both need to, one does.
 * Places, transitions and arcs are linear in the tree, but for choices between parallel parts. Takes no stack.
 */
export function treeToNet(tree: ProcessTree): PetriNet {
  const plain = plainTree(tree)
  const maker = new NetMaker(widthsIn(plain))
  const [source, sink] = [maker.place('source'), maker.place('sink')]
  inOrder(() => maker.part(plain, { places: [source], own: false }, { places: [sink], own: false }))
  return maker.builder.build([[source, 1]], [[[sink, 1]]])
}

interface Side {
  readonly places: readonly number[]
  readonly own: boolean
}
type Operator = Extract<ProcessTree, { kind: 'operator' }>

class NetMaker {
  readonly builder = new PetriNetBuilder()
  private readonly widths: Widths
  private places = 0
  constructor(widths: Widths) {
    this.widths = widths
  }

  place = (id = `p${++this.places}`): number => this.builder.place(id)
  private width = (tree: ProcessTree, side: keyof Width): number => this.widths.get(tree)?.[side] ?? 1
  private fresh = (count: number): Side => ({ places: Array.from({ length: count }, () => this.place()), own: true })

  part(tree: ProcessTree, from: Side, to: Side): readonly Work[] | undefined {
    if (tree.kind !== 'operator') return this.fires(tree.kind === 'silent' ? null : tree.activity, from, to)
    if (tree.operator === '→') return this.sequence(tree.children, from, to)
    if (tree.operator === '∧') return this.parallel(tree, from, to)
    if (tree.operator === '↺') return this.loop(tree, from, to)
    return tree.children.map(
      child => () => this.part(child, { places: from.places, own: false }, { places: to.places, own: false }),
    )
  }

  private fires(label: string | null, from: Side, to: Side): undefined {
    const t = this.builder.transition(label)
    for (const place of from.places) this.builder.takes(t, place)
    for (const place of to.places) this.builder.puts(t, place)
  }

  private sequence(children: readonly ProcessTree[], from: Side, to: Side): readonly Work[] {
    let at = from
    return children.map((child, c) => () => {
      const next = children[c + 1]
      const begin = at
      if (next === undefined) return this.part(child, begin, to)
      const [left, right] = [needs(child), needs(next)]
      const ending = this.fresh(left ? this.width(child, 'end') : right ? this.width(next, 'begin') : 1)
      at = { ...ending, own: right }
      return [
        () => this.part(child, begin, { ...ending, own: left }),
        () => {
          if (!left || !right) return
          at = this.fresh(this.width(next, 'begin'))
          this.fires(null, ending, at)
        },
      ]
    })
  }

  private parallel(tree: Operator, from: Side, to: Side): readonly Work[] {
    const [begin, end] = [this.width(tree, 'begin'), this.width(tree, 'end')]
    const isIn = from.own && from.places.length === begin
    const isOut = to.own && to.places.length === end
    const inner = isIn ? from : this.fresh(begin)
    const outer = isOut ? to : this.fresh(end)
    if (!isIn) this.fires(null, from, inner)
    let [i, o] = [0, 0]
    const parts = tree.children.map((child): Work => {
      const [ins, outs] = [this.width(child, 'begin'), this.width(child, 'end')]
      const [first, last] = [inner.places.slice(i, i + ins), outer.places.slice(o, o + outs)]
      i += ins
      o += outs
      return () => this.part(child, { places: first, own: true }, { places: last, own: true })
    })
    return isOut ? parts : [...parts, () => this.fires(null, outer, to)]
  }

  private loop(tree: Operator, from: Side, to: Side): readonly Work[] {
    const [body, ...redo] = tree.children as [ProcessTree, ...ProcessTree[]]
    const begin = from.own ? from : this.fresh(this.width(body, 'begin'))
    if (begin !== from) this.fires(null, from, begin)
    // nothing is done between two redo parts: they come back to where they began
    const end = body.kind === 'silent' ? begin : to.own ? to : this.fresh(this.width(body, 'end'))
    return [
      ...(body.kind === 'silent' ? [] : [() => this.part(body, begin, end)]),
      ...redo.map(
        part => () => this.part(part, { places: end.places, own: false }, { places: begin.places, own: false }),
      ),
      ...(end === to ? [] : [() => this.fires(null, end, to)]),
    ]
  }
}

/** Whether the part uses places one by one or comes back to them, if it owns them. */
function needs(tree: ProcessTree): boolean {
  return tree.kind === 'operator' && (tree.operator === '∧' || tree.operator === '↺')
}

/** Places that a part would begin and end with. */
interface Width {
  readonly begin: number
  readonly end: number
}
type Widths = ReadonlyMap<ProcessTree, Width>
const single: Width = { begin: 1, end: 1 }

/** Of parts with an operator; all others have one. */
function widthsIn(tree: ProcessTree): Widths {
  const widths = new Map<ProcessTree, Width>()
  foldTree<Width>(tree, (part, children) => {
    if (part.kind !== 'operator') return single
    const width = widthOf(part.operator, children)
    widths.set(part, width)
    return width
  })
  return widths
}

function widthOf(operator: TreeOperator, children: readonly Width[]): Width {
  const [first, last] = [children[0]!, children.at(-1)!]
  switch (operator) {
    case '×':
      return single
    case '∧':
      return children.reduce((sum, { begin, end }) => ({ begin: sum.begin + begin, end: sum.end + end }), {
        begin: 0,
        end: 0,
      })
    case '→':
      return { begin: first.begin, end: last.end }
    case '↺':
      return first
  }
}

/**
 * The same language with fewer parts: nested operators of one kind are one, a part alone stands for itself, what is silent
 * is left out where it says nothing, and a loop that need not be begun is one that begins with nothing:
 * ↺(↺(a, b), c) = ↺(a, b, c); ×(τ, ↺(a, τ)) = ↺(τ, a).
 */
export const plainTree = (tree: ProcessTree): ProcessTree =>
  foldTree<ProcessTree>(tree, (part, children) =>
    part.kind === 'operator' ? plainOperator(part.operator, children) : part,
  )

function plainOperator(operator: TreeOperator, children: readonly ProcessTree[]): ProcessTree {
  if (operator === '↺') return plainLoop(children)
  const flat = children.flatMap(child =>
    child.kind === 'operator' && child.operator === operator ? child.children : [child],
  )
  const kept = operator === '×' ? withOneSilent(flat) : flat.filter(child => child.kind !== 'silent')
  if (kept.length === 0) return silent
  return kept.length === 1 ? kept[0]! : node(operator, kept)
}

function plainLoop(children: readonly ProcessTree[]): ProcessTree {
  const [first, ...others] = children
  assert(first && others.length > 0, 'a loop has a part that is done and one after which it is done again')
  const isNested = first.kind === 'operator' && first.operator === '↺'
  const body = isNested ? first.children[0]! : first
  const redo = [...(isNested ? first.children.slice(1) : []), ...others].flatMap(child =>
    child.kind === 'operator' && child.operator === '×' ? child.children : [child],
  )
  const said = withOneSilent(redo).filter(child => child.kind !== 'silent' || body.kind !== 'silent')
  return said.length === 0 ? silent : node('↺', [body, ...said])
}

function withOneSilent(children: readonly ProcessTree[]): readonly ProcessTree[] {
  const loud = children.filter(child => child.kind !== 'silent')
  if (loud.length === children.length) return children
  const some = loud.findIndex(
    child =>
      child.kind === 'operator' &&
      child.operator === '↺' &&
      child.children.length === 2 &&
      child.children[1]!.kind === 'silent',
  )
  if (some >= 0) {
    const { children: parts } = loud[some] as Operator
    return loud.map((child, c) => (c === some ? node('↺', [silent, parts[0]!]) : child))
  }
  return loud.some(child => canBeEmpty(child)) ? loud : [...loud, silent]
}

/** Whether the empty trace is in the language of the tree. */
export const canBeEmpty = (tree: ProcessTree): boolean =>
  foldTree<boolean>(tree, (part, children) => {
    if (part.kind !== 'operator') return part.kind === 'silent'
    if (part.operator === '×') return children.some(Boolean)
    return part.operator === '↺' ? children[0]! : children.every(Boolean)
  })
