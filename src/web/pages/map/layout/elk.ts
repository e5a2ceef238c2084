import ELK, { type ElkExtendedEdge, type ElkNode, type ElkPoint } from 'elkjs/lib/elk-api.js'
import { type ArcLayout, type Graph, type Layout, LOOP, loopBeside, type Point, reversed, straight } from './graph.ts'

/** A layout by ELK in its own worker, for maps beyond the size where dot is quick. `stop` ends the worker. */
export function startElk(graph: Graph, order: ArrayLike<number>): { readonly layout: Promise<Layout>; stop(): void } {
  const elk = new ELK({
    workerFactory: () =>
      new Worker(new URL('./elk.worker.ts', import.meta.url), { type: 'module', name: 'parfocal-elk' }),
  })
  const layout = elk.layout(elkGraph(graph, order)).then(answer => read(graph, order, answer))
  return { layout, stop: () => elk.terminateWorker() }
}

function elkGraph(graph: Graph, order: ArrayLike<number>): ElkNode {
  const loops = new Map<number, number>()
  for (const arc of graph.arcs) if (arc.from === arc.to) loops.set(arc.from, LOOP + arc.labelWidth)
  const sequence = graph.nodes.map((_, i) => i).sort((a, b) => order[a]! - order[b]!)
  return {
    id: 'map',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'DOWN',
      'elk.edgeRouting': 'SPLINES',
      'elk.layered.thoroughness': '4',
      'elk.layered.considerModelOrder.strategy': 'PREFER_NODES',
      'elk.layered.spacing.nodeNodeBetweenLayers': '28',
      'elk.spacing.nodeNode': '24',
      'elk.spacing.edgeNode': '14',
      'elk.spacing.edgeEdge': '10',
    },
    children: sequence.map(i => ({
      id: `n${i}`,
      width: graph.nodes[i]!.width + (loops.get(i) ?? 0),
      height: graph.nodes[i]!.height,
    })),
    edges: graph.arcs.flatMap((arc, i): ElkExtendedEdge[] => {
      if (arc.from === arc.to) return []
      const back = order[arc.from]! > order[arc.to]!
      const inline = { 'elk.edgeLabels.inline': 'true', 'elk.edgeLabels.placement': 'CENTER' }
      return [
        {
          id: `a${i}`,
          sources: [`n${back ? arc.to : arc.from}`],
          targets: [`n${back ? arc.from : arc.to}`],
          labels: [{ text: '0', width: arc.labelWidth, height: arc.labelHeight, layoutOptions: inline }],
        },
      ]
    }),
  }
}

function read(graph: Graph, order: ArrayLike<number>, answer: ElkNode): Layout {
  const nodes: Point[] = graph.nodes.map(() => ({ x: 0, y: 0 }))
  for (const child of answer.children ?? []) {
    const i = Number(child.id.slice(1))
    nodes[i] = { x: child.x! + graph.nodes[i]!.width / 2, y: child.y! + graph.nodes[i]!.height / 2 }
  }
  const edges = new Map((answer.edges ?? []).map(edge => [edge.id, edge]))
  const arcs = graph.arcs.map((arc, i): ArcLayout => {
    const { width, height } = graph.nodes[arc.from]!
    if (arc.from === arc.to) return loopBeside(nodes[arc.from]!, width, height, arc.labelWidth)
    const edge = edges.get(`a${i}`)
    const section = edge?.sections?.[0]
    const a = nodes[arc.from]!
    const b = nodes[arc.to]!
    if (!section) return { points: straight([a, b]), label: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } }
    const points = curves([section.startPoint, ...(section.bendPoints ?? []), section.endPoint])
    const label = edge.labels?.[0]
    const back = order[arc.from]! > order[arc.to]!
    return {
      points: back ? reversed(points) : points,
      label: {
        x: (label?.x ?? 0) + arc.labelWidth / 2,
        y: (label?.y ?? 0) + arc.labelHeight / 2,
      },
    }
  })
  return { width: answer.width ?? 0, height: answer.height ?? 0, nodes, arcs, by: 'elk' }
}

/** ELK's spline bend points are control points, three a curve; whatever does not fit that is drawn straight. */
function curves(points: readonly ElkPoint[]): number[] {
  if ((points.length - 1) % 3 !== 0) return straight(points)
  return points.flatMap(({ x, y }) => [x, y])
}
