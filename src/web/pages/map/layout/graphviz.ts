import { Graphviz } from '@hpcc-js/wasm-graphviz'
import { type ArcLayout, type Graph, joined, type Layout, loopBeside, type Point, reversed } from './graph.ts'

/**
 * Layout by Graphviz' dot. The number of an arc is a node of its own that the arc runs through, so that numbers lie on
 * their lines and nothing overlaps; arcs that lead back are turned around, so that dot meets no cycle and the given
 * order is the reading order.
 */
export async function layoutByGraphviz(graph: Graph, order: ArrayLike<number>): Promise<Layout> {
  const graphviz = await Graphviz.load()
  const text = graphviz.layout(dotOf(graph, order), POSITIONS, 'dot', { yInvert: true })
  return read(graph, order, JSON.parse(text) as Answer)
}

/** JSON with positions but no drawing operations: the types of the package leave it out. */
const POSITIONS = 'json0' as 'json'

const inch = (px: number) => (px / 72).toFixed(3)

function dotOf(graph: Graph, order: ArrayLike<number>): string {
  const large = graph.arcs.length > 150
  // Bounds on the search for fewer crossings: large graphs take 4 times less time and look the same.
  const effort = large ? ',mclimit=0.3,nslimit=1,nslimit1=1' : ',mclimit=1.5'
  const lines = [
    `digraph{graph[rankdir=TB,nodesep=0.28,ranksep=0.21${effort}];node[shape=box,fixedsize=true,label=""];edge[dir=none];`,
  ]
  const byOrder = graph.nodes.map((_, i) => i).sort((a, b) => order[a]! - order[b]!)
  for (const i of byOrder)
    lines.push(`n${i}[width=${inch(graph.nodes[i]!.width)},height=${inch(graph.nodes[i]!.height)}];`)
  // The start and the end of the process are those of the picture.
  if (byOrder.length > 2) lines.push(`{rank=source;n${byOrder[0]}}{rank=sink;n${byOrder.at(-1)}}`)
  graph.arcs.forEach((arc, i) => {
    if (arc.from === arc.to) {
      const size = `width="${Math.ceil(arc.labelWidth)}" height="${Math.ceil(arc.labelHeight)}"`
      lines.push(
        `n${arc.from}->n${arc.from}[label=<<table border="0" cellborder="0" cellspacing="0" fixedsize="true" ${size}><tr><td></td></tr></table>>];`,
      )
      return
    }
    const back = order[arc.from]! > order[arc.to]!
    const [a, b] = back ? [arc.to, arc.from] : [arc.from, arc.to]
    const weight = 1 + Math.round(7 * arc.weight)
    lines.push(`l${i}[width=${inch(arc.labelWidth)},height=${inch(arc.labelHeight)}];`)
    lines.push(`n${a}->l${i}:n[weight=${weight},id="a${i}"];l${i}:s->n${b}[weight=${weight},id="b${i}"];`)
  })
  lines.push('}')
  return lines.join('\n')
}

interface Answer {
  readonly bb: string
  readonly objects?: readonly { readonly name: string; readonly pos?: string }[]
  readonly edges?: readonly { readonly id?: string; readonly pos: string }[]
}

const numbers = (text: string) => text.split(/[ ,]/).map(Number)
// Several splines of one edge are parted by semicolons: they follow one another.
const chain = (pos: string) => numbers((pos.split(';')[0] ?? '').replace(/[se],\S+ /g, ''))

function read(graph: Graph, order: ArrayLike<number>, answer: Answer): Layout {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = numbers(answer.bb)
  const at = new Map<string, Point>()
  for (const { name, pos } of answer.objects ?? []) {
    // The groups that hold the ends have no place.
    if (pos === undefined) continue
    const [x = 0, y = 0] = numbers(pos)
    at.set(name, { x, y })
  }
  const splines = new Map<string, number[]>()
  for (const { id, pos } of answer.edges ?? []) if (id) splines.set(id, chain(pos))
  const nodes = graph.nodes.map((_, i) => at.get(`n${i}`) ?? { x: 0, y: 0 })
  const arcs = graph.arcs.map((arc, i): ArcLayout => {
    if (arc.from === arc.to) {
      const { width, height } = graph.nodes[arc.from]!
      return loopBeside(nodes[arc.from]!, width, height, arc.labelWidth)
    }
    const points = joined(splines.get(`a${i}`)!, splines.get(`b${i}`)!)
    return {
      points: order[arc.from]! > order[arc.to]! ? reversed(points) : points,
      label: at.get(`l${i}`)!,
    }
  })
  return { width: Math.abs(x1 - x0), height: Math.abs(y1 - y0), nodes, arcs, by: 'graphviz' }
}
