import { assert } from '../../base/errors.ts'
import { event, type FlowNode, gateway, type Scope, sequenceFlow, task } from '../bpmn.ts'

type Block = 'exclusive' | 'parallel'
interface Ends {
  readonly node: FlowNode
  /** Ids of the nodes before and behind, one for each flow. */
  readonly before: string[]
  readonly behind: string[]
}

/**
 * A process of tasks, exclusive and parallel gateways while it is built, with one start and one end. `scope` gives it
 * without superfluous gateways: what may happen stays the same.
 */
export class GatewayGraph {
  private readonly ends = new Map<string, Ends>()
  private readonly numbers = new Map<string, number>()
  private flows: { from: string; to: string }[] = []

  constructor() {
    this.add(event('start', 'startEvent'))
  }

  task = (name: string): string => this.add(task(this.number('task'), name))

  gateway = (type: Block, side: 'split' | 'join'): string =>
    this.add(gateway(this.number(`${type === 'exclusive' ? 'xor' : 'and'}_${side}`), type))

  connect(from: string, to: string): void {
    this.flows.push({ from, to })
  }

  end(from: string): void {
    this.connect(from, this.add(event('end', 'endEvent')))
  }

  /** `named`: the ids in it of what was added. */
  scope(): Pick<Scope, 'nodes' | 'flows'> & { readonly named: ReadonlyMap<string, string> } {
    for (const { from, to } of this.flows) this.link(from, to)
    this.simplify()
    const names = this.names()
    const nodes = Array.from(names, ([id, name]) => ({ ...this.ends.get(id)!.node, id: name }))
    let number = 0
    const flows = Array.from(names, ([id, name]) =>
      this.ends.get(id)!.behind.map(to => sequenceFlow(`flow_${++number}`, name, names.get(to)!)),
    )
    return { nodes, flows: flows.flat(), named: names }
  }

  /** The nodes as a depth-first walk meets them, with ids counted in that order; what no flow leads to comes last. */
  private names(): Map<string, string> {
    const order = new Set<string>()
    const waiting = [...[...this.ends.keys()].reverse(), 'start']
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (order.has(id)) continue
      order.add(id)
      waiting.push(...[...this.ends.get(id)!.behind].reverse())
    }
    this.numbers.clear()
    return new Map(Array.from(order, id => [id, /_\d+$/.test(id) ? this.number(id.replace(/_\d+$/, '')) : id]))
  }

  private add(node: FlowNode): string {
    assert(!this.ends.has(node.id), `node ${node.id} twice`)
    this.ends.set(node.id, { node, before: [], behind: [] })
    return node.id
  }

  private number(name: string): string {
    const n = (this.numbers.get(name) ?? 0) + 1
    this.numbers.set(name, n)
    return `${name}_${n}`
  }

  private link(from: string, to: string): void {
    this.ends.get(from)!.behind.push(to)
    this.ends.get(to)!.before.push(from)
  }

  private unlink(from: string, to: string): void {
    const { behind } = this.ends.get(from)!
    const { before } = this.ends.get(to)!
    behind.splice(behind.indexOf(to), 1)
    before.splice(before.indexOf(from), 1)
  }

  /** Each step removes a gateway or a flow, so that this ends. */
  private simplify(): void {
    const waiting = new Set(this.ends.keys())
    for (const id of waiting) {
      waiting.delete(id)
      const around = this.ends.get(id)
      if (around?.node.kind !== 'gateway') continue
      const touched = [id, ...around.before, ...around.behind]
      if (this.simplifyAt(around)) for (const other of touched) if (this.ends.has(other)) waiting.add(other)
    }
  }

  private simplifyAt(around: Ends): boolean {
    const { id } = around.node
    if (this.removeRepeated(around)) return true
    if (around.before.length === 1 && around.behind.length === 1) return this.shortcut(around)
    const [next] = around.behind
    // a join straight before a join of the same kind is a part of it, and so is a split straight behind a split
    if (around.behind.length === 1 && next !== id && this.isLike(around, next!, 'behind')) {
      this.absorb(around, this.ends.get(next!)!)
      return true
    }
    const [previous] = around.before
    if (around.before.length === 1 && previous !== id && this.isLike(around, previous!, 'before')) {
      this.absorb(around, this.ends.get(previous!)!)
      return true
    }
    return false
  }

  private isLike({ node }: Ends, id: string, side: 'before' | 'behind'): boolean {
    const other = this.ends.get(id)!
    return (
      node.kind === 'gateway' &&
      other.node.kind === 'gateway' &&
      other.node.type === node.type &&
      other[side].length === 1
    )
  }

  /** Two flows between the same two gateways of a kind are one. */
  private removeRepeated({ node, behind }: Ends): boolean {
    for (const to of new Set(behind)) {
      const other = this.ends.get(to)!.node
      const isPair = node.kind === 'gateway' && other.kind === 'gateway' && node.type === other.type
      if (!isPair || to === node.id || behind.indexOf(to) === behind.lastIndexOf(to)) continue
      this.unlink(node.id, to)
      return true
    }
    return false
  }

  /** A gateway with one flow in and one out does nothing. */
  private shortcut({ node: { id }, before, behind }: Ends): boolean {
    const [from, to] = [before[0]!, behind[0]!]
    if (from === id) return false
    const { behind: siblings } = this.ends.get(from)!
    // the new flow stands where the old one stood: the order of flows is the order of branches
    siblings[siblings.indexOf(id)] = to
    const { before: others } = this.ends.get(to)!
    others[others.indexOf(id)] = from
    this.ends.delete(id)
    return true
  }

  /** `part` becomes part of `whole`, beside which it stands. */
  private absorb(part: Ends, whole: Ends): void {
    const [from, to] = [part.node.id, whole.node.id]
    const isBefore = part.behind.includes(to)
    this.unlink(isBefore ? from : to, isBefore ? to : from)
    const others = isBefore ? part.before : part.behind
    for (const other of others) {
      const sides = this.ends.get(other)!
      const list = isBefore ? sides.behind : sides.before
      list[list.indexOf(from)] = to
      ;(isBefore ? whole.before : whole.behind).push(other)
    }
    this.ends.delete(from)
  }
}
