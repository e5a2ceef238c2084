import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Bounds,
  type BpmnModel,
  event,
  gateway,
  lanesIn,
  processModel,
  sequenceFlow,
  subProcess,
  task,
} from '../../bpmn.ts'
import { parseTree } from '../../process-tree.ts'
import { bpmnOfTree } from '../of-tree.ts'
import { layoutBpmn } from './layout-bpmn.ts'

type Box = Bounds & { readonly id: string }
const right = (one: Bounds) => one.x + one.width
const bottom = (one: Bounds) => one.y + one.height
const overlaps = (a: Bounds, b: Bounds) => a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a)
const holds = (a: Bounds, b: Bounds) => a.x <= b.x && a.y <= b.y && right(a) >= right(b) && bottom(a) >= bottom(b)

/** All that is wrong with the first diagram of a model, in words. */
function faults(model: BpmnModel): string[] {
  const [diagram] = model.diagrams
  const containers = new Set(
    [
      ...model.processes.flatMap(process => [...lanesIn(process.laneSets)]),
      ...model.collaborations.flatMap(one => one.participants),
    ].map(({ id }) => id),
  )
  const border = new Set(
    model.processes.flatMap(({ nodes }) =>
      nodes.flatMap(node => (node.kind === 'event' && node.attachedTo ? [node.id] : [])),
    ),
  )
  const boxes: Box[] = diagram!.shapes
    .filter(({ element, isExpanded }) => !containers.has(element) && !border.has(element) && isExpanded !== true)
    .map(({ element, bounds }) => ({ id: element, ...bounds }))
  const said: string[] = []
  boxes.forEach((a, i) => {
    for (const b of boxes.slice(i + 1)) if (overlaps(a, b)) said.push(`${a.id} lies on ${b.id}`)
  })
  const labels = [...diagram!.shapes, ...diagram!.edges].flatMap(({ element, label }) =>
    label ? [{ id: `label of ${element}`, ...label }] : [],
  )
  labels.forEach((a, i) => {
    for (const b of labels.slice(i + 1)) if (overlaps(a, b)) said.push(`${a.id} lies on ${b.id}`)
    for (const b of boxes) if (overlaps(a, b)) said.push(`${a.id} lies on ${b.id}`)
  })
  const flows = new Map(model.processes.flatMap(process => process.flows.map(flow => [flow.id, flow] as const)))
  for (const { element, waypoints } of diagram!.edges) {
    const flow = flows.get(element)
    if (!flow) continue
    waypoints.slice(1).forEach((to, i) => {
      const from = waypoints[i]!
      if (from.x !== to.x && from.y !== to.y) said.push(`${element} is slanted`)
      const piece = {
        x: Math.min(from.x, to.x) + 1,
        y: Math.min(from.y, to.y) + 1,
        width: Math.abs(from.x - to.x) - 2,
        height: Math.abs(from.y - to.y) - 2,
      }
      const line = { ...piece, width: Math.max(piece.width, 0.5), height: Math.max(piece.height, 0.5) }
      for (const box of boxes)
        if (overlaps(line, box) && !(border.has(flow.from) && box.id === flow.from))
          said.push(`${element} runs over ${box.id}`)
    })
    for (const [id, point] of [
      [flow.from, waypoints[0]!],
      [flow.to, waypoints.at(-1)!],
    ] as const) {
      const { bounds } = diagram!.shapes.find(shape => shape.element === id)!
      const onBorder = holds(
        { x: bounds.x - 1, y: bounds.y - 1, width: bounds.width + 2, height: bounds.height + 2 },
        { ...point, width: 0, height: 0 },
      )
      if (!onBorder) said.push(`${element} does not meet ${id}`)
    }
  }
  for (const process of model.processes)
    for (const lane of lanesIn(process.laneSets))
      for (const node of lane.nodes) {
        const shape = (id: string) => diagram!.shapes.find(({ element }) => element === id)?.bounds
        const [outer, inner] = [shape(lane.id), shape(node)]
        if (outer && inner && !holds(outer, inner)) said.push(`${node} is not in its lane ${lane.id}`)
      }
  return said
}

const names = fc.constantFrom(
  '',
  'Check',
  'Check the credit of the customer',
  'Donaudampfschifffahrtsgesellschaft',
  'ok?',
  '承認する',
)

/** Any graph: nodes of all kinds, flows between any two of them, lanes. */
const anyModel = fc
  .record({
    kinds: fc.array(fc.tuple(fc.constantFrom('task', 'user', 'xor', 'and', 'event', 'sub'), names), {
      minLength: 1,
      maxLength: 12,
    }),
    flows: fc.array(fc.tuple(fc.nat(12), fc.nat(12), names), { maxLength: 18 }),
    lanes: fc.integer({ min: 0, max: 3 }),
    border: fc.array(fc.tuple(fc.nat(12), names), { maxLength: 3 }),
  })
  .map(({ kinds, flows, lanes, border }): BpmnModel => {
    const nodes = kinds.map(([kind, name], i) => {
      const id = `n${i}`
      if (kind === 'task') return task(id, name)
      if (kind === 'user') return task(id, name, { type: 'userTask' })
      if (kind === 'event') return event(id, 'intermediateThrowEvent', { name })
      if (kind === 'sub')
        return subProcess(id, name, {
          nodes: [task(`${id}a`, name), task(`${id}b`, name)],
          flows: [sequenceFlow(`${id}f`, `${id}a`, `${id}b`)],
        })
      return gateway(id, kind === 'xor' ? 'exclusive' : 'parallel', { name })
    })
    const tasks = nodes.filter(({ kind }) => kind === 'task' || kind === 'sub-process')
    const events = border.flatMap(([at, name], i) =>
      tasks.length === 0 ? [] : [event(`b${i}`, 'boundaryEvent', { name, attachedTo: tasks[at % tasks.length]!.id })],
    )
    const all = [event('start', 'startEvent'), ...nodes, ...events]
    const pairs = new Map(flows.map(([from, to, name]) => [`${from % all.length} ${1 + (to % nodes.length)}`, name]))
    return processModel('p', {
      nodes: all,
      flows: Array.from(pairs, ([pair, name], i) => {
        const [from, to] = pair.split(' ').map(Number)
        return sequenceFlow(`f${i}`, all[from!]!.id, all[to!]!.id, { name })
      }),
      laneSets:
        lanes === 0
          ? []
          : [
              {
                id: 'lanes',
                lanes: Array.from({ length: lanes }, (_, l) => ({
                  id: `l${l}`,
                  name: '',
                  nodes: nodes.filter((_, i) => i % lanes === l).map(({ id }) => id),
                  children: null,
                })),
              },
            ],
    })
  })

describe('the layout', () => {
  test('of a sequence is one line from left to right', () => {
    const { diagrams } = layoutBpmn(bpmnOfTree(parseTree('→(a, b)')))
    expect(diagrams[0]!.shapes.map(({ element, bounds: { x, y } }) => `${element} ${x} ${y}`)).toEqual([
      'start 80 102',
      'task_1 166 80',
      'task_2 316 80',
      'end 466 102',
    ])
    expect(diagrams[0]!.edges.map(({ waypoints }) => waypoints.map(({ x, y }) => `${x},${y}`).join(' '))).toEqual([
      '116,120 166,120',
      '266,120 316,120',
      '416,120 466,120',
    ])
  })

  test('of a loop leads back below, and the first of two branches goes straight on', () => {
    const { diagrams } = layoutBpmn(bpmnOfTree(parseTree('→(↺(a, b), ×(c, d))')))
    const y = new Map(diagrams[0]!.shapes.map(({ element, bounds }) => [element, bounds.y + bounds.height / 2]))
    const names = ['start', 'xor_join_1', 'task_1', 'xor_split_1', 'end']
    expect(new Set(names.map(name => y.get(name))).size).toBe(1)
    expect(y.get('task_2')!).toBeGreaterThan(y.get('task_1')!)
  })

  test('of trees has nothing that lies on anything, and no flow that runs over a node', () => {
    for (const tree of [
      '→(a, ×(b, c, τ), ∧(d, →(e, ×(f, g)), h), ↺(i, j), ↺(τ, k), l)',
      '∧(a, b, c, d, ↺(e, f), ×(g, →(h, i, j), τ))',
      '↺(→(a, ↺(b, τ), ∧(c, d)), →(e, ×(f, g)), h)',
    ])
      expect(faults(layoutBpmn(bpmnOfTree(parseTree(tree)))), tree).toEqual([])
  })

  test('of any graph has no node on another, no flow over a node, and every node in its lane', () => {
    fc.assert(
      fc.property(anyModel, model => {
        const placed = layoutBpmn(model)
        expect(faults(placed).filter(fault => !fault.startsWith('label of'))).toEqual([])
        expect(layoutBpmn(model)).toEqual(placed)
      }),
      { seed: 4, numRuns: 200 },
    )
  })

  test('of a process as people draw it has every name in a place of its own', () => {
    const model = processModel('claims', {
      nodes: [
        event('s', 'startEvent', { name: 'Claim received' }),
        task('check', 'Check the claim', { type: 'userTask' }),
        event('late', 'boundaryEvent', { name: 'After two days', attachedTo: 'check' }),
        task('remind', 'Remind the clerk'),
        gateway('ok', 'exclusive', { name: 'Is it complete?' }),
        task('ask', 'Ask the customer'),
        subProcess('pay', 'Payment', {
          nodes: [task('p1', 'Order'), task('p2', 'Transfer')],
          flows: [sequenceFlow('pf', 'p1', 'p2')],
        }),
        gateway('both', 'exclusive', { name: 'Paid or refused' }),
        event('e', 'endEvent', { name: 'Claim settled' }),
      ],
      flows: [
        sequenceFlow('f1', 's', 'check'),
        sequenceFlow('f2', 'check', 'ok'),
        sequenceFlow('f3', 'ok', 'pay', { name: 'yes' }),
        sequenceFlow('f4', 'ok', 'ask', { name: 'something is missing' }),
        sequenceFlow('f5', 'ask', 'check', { name: 'answered' }),
        sequenceFlow('f6', 'ok', 'both', { name: 'no, refused' }),
        sequenceFlow('f7', 'pay', 'both'),
        sequenceFlow('f8', 'both', 'e'),
        sequenceFlow('f9', 'late', 'remind', { name: 'late' }),
        sequenceFlow('f10', 'remind', 'e'),
      ],
    })
    expect(faults(layoutBpmn(model))).toEqual([])
    const inLanes = {
      ...model.processes[0]!,
      laneSets: [
        {
          id: 'ls',
          lanes: [
            { id: 'l1', name: 'Clerk', nodes: ['s', 'check', 'ok', 'both', 'e'], children: null },
            { id: 'l2', name: 'Others', nodes: ['remind', 'ask', 'pay'], children: null },
          ],
        },
      ],
    }
    expect(faults(layoutBpmn({ ...model, processes: [inLanes] }))).toEqual([])
  })

  test('draws everything once', () => {
    fc.assert(
      fc.property(anyModel, model => {
        const [{ shapes, edges }] = layoutBpmn(model).diagrams as [BpmnModel['diagrams'][number]]
        const { nodes, flows, laneSets } = model.processes[0]!
        const inner = nodes.flatMap(node =>
          node.kind === 'sub-process' ? [...node.scope.nodes, ...node.scope.flows] : [],
        )
        const wanted = [...nodes, ...flows, ...inner, ...lanesIn(laneSets)].map(({ id }) => id).sort()
        expect([...shapes, ...edges].map(({ element }) => element).sort()).toEqual(wanted)
        expect(new Set([...shapes, ...edges].map(({ id }) => id)).size).toBe(wanted.length)
      }),
      { seed: 5, numRuns: 100 },
    )
  })
})
