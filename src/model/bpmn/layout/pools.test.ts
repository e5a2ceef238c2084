import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Bounds,
  type BpmnModel,
  event,
  gateway,
  processModel,
  sequenceFlow,
  subProcess,
  task,
} from '../../bpmn.ts'
import { uprightAround } from './around.ts'
import { layoutBpmn } from './layout-bpmn.ts'

/** A pool with as many tasks one below the other. */
const pool = (p: string, rows: number) => {
  const tasks = Array.from({ length: rows }, (_, i) => task(`${p}${i}`, `Task ${i}`))
  const flow = (from: string, to: string) => sequenceFlow(`${from}-${to}`, from, to)
  const model = processModel(p, {
    nodes: [
      event(`${p}s`, 'startEvent'),
      gateway(`${p}x`, 'parallel'),
      ...tasks,
      gateway(`${p}y`, 'parallel'),
      event(`${p}e`, 'endEvent'),
    ],
    flows: [
      flow(`${p}s`, `${p}x`),
      ...tasks.flatMap(({ id }) => [flow(`${p}x`, id), flow(id, `${p}y`)]),
      flow(`${p}y`, `${p}e`),
    ],
  })
  return { ...model.processes[0]!, id: p }
}
const runsOver = (points: readonly { x: number; y: number }[], { x, y, width, height }: Bounds) =>
  points.some((b, i) => {
    const a = points[Math.max(0, i - 1)]!
    return (
      Math.max(a.x, b.x) > x &&
      Math.min(a.x, b.x) < x + width &&
      Math.max(a.y, b.y) > y &&
      Math.min(a.y, b.y) < y + height
    )
  })

test('message flows run round the shapes of their own pools and of those between them', () => {
  const flows = [
    ['a0', 'b2'],
    ['b0', 'c1'],
    ['c2', 'a1'],
    ['a0', 'c2'],
  ] as const
  const model: BpmnModel = {
    ...processModel('m', { nodes: [], flows: [] }),
    processes: ['a', 'b', 'c'].map(p => pool(p, 3)),
    collaborations: [
      {
        id: 'all',
        participants: ['a', 'b', 'c'].map(p => ({ id: `pool-${p}`, name: p, process: p })),
        messageFlows: flows.map(([from, to]) => ({ id: `${from}>${to}`, name: '', from, to })),
        artifacts: [],
        associations: [],
      },
    ],
  }
  const { shapes, edges } = layoutBpmn(model).diagrams[0]!
  const boxes = shapes.filter(({ isHorizontal }) => isHorizontal === null)
  const over = flows.flatMap(([from, to]) => {
    const { waypoints } = edges.find(({ element }) => element === `${from}>${to}`)!
    expect(waypoints.every((b, i) => i === 0 || b.x === waypoints[i - 1]!.x || b.y === waypoints[i - 1]!.y)).toBe(true)
    return boxes.filter(({ bounds }) => runsOver(waypoints, bounds)).map(box => `${from}>${to} over ${box.element}`)
  })
  expect(over).toEqual([])
})

test('message flows leave the sub-process that they begin in, and run round all others', () => {
  const inSubProcess = (p: string) => {
    const { nodes, flows } = pool(p, 2)
    const outer = subProcess(`${p}-sub`, p, { nodes, flows })
    const flow = (from: string, to: string) => sequenceFlow(`${from}>${to}`, from, to)
    const tasks = [task(`${p}-first`, 'first'), task(`${p}-last`, 'last')]
    return {
      nodes: [tasks[0]!, outer, tasks[1]!],
      flows: [flow(`${p}-first`, `${p}-sub`), flow(`${p}-sub`, `${p}-last`)],
    }
  }
  const ends = ['a', 'b', 'c'].map(p => ({ ...processModel(p, inSubProcess(p)).processes[0]!, id: p }))
  const messageFlows = ['a0>c0', 'a-first>c-last', 'a1>b1', 'c0>a1'].map(id => {
    const [from, to] = id.split('>') as [string, string]
    return { id, name: '', from, to }
  })
  const participants = ends.map(({ id }) => ({ id: `pool-${id}`, name: id, process: id }))
  const model: BpmnModel = {
    ...processModel('m', { nodes: [], flows: [] }),
    processes: ends,
    collaborations: [{ id: 'all', participants, messageFlows, artifacts: [], associations: [] }],
  }
  const { shapes, edges } = layoutBpmn(model).diagrams[0]!
  const frameOf = (id: string) => (/^[a-c]\d$/.test(id) ? `${id[0]}-sub` : id)
  const over = messageFlows.flatMap(({ id, from, to }) => {
    const { waypoints } = edges.find(({ element }) => element === id)!
    return shapes
      .filter(one => one.isHorizontal === null && ![frameOf(from), frameOf(to)].includes(one.element))
      .filter(({ bounds }) => runsOver(waypoints, bounds))
      .map(({ element }) => `${id} over ${element}`)
  })
  expect(over).toEqual([])
})

test('a line round boxes ends where the straight one does, and runs over none where there is a row between them', () => {
  const box = fc.record({ column: fc.nat(5), row: fc.nat(3) })
  fc.assert(
    fc.property(fc.array(box, { maxLength: 12 }), fc.integer({ min: 0, max: 600 }), (cells, x) => {
      const boxes = cells.map(({ column, row }) => ({ x: column * 100, y: 50 + row * 100, width: 80, height: 60 }))
      const points = uprightAround({ x, y: 0 }, 500, boxes)
      expect([points[0], points.at(-1)!.y]).toEqual([{ x, y: 0 }, 500])
      expect(boxes.filter(one => runsOver(points, one))).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('a line goes in stairs through walls whose gaps are never above one another, and never leads back', () => {
  const offsets = fc.array(fc.nat(99), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(offsets, fc.integer({ min: 0, max: 600 }), fc.boolean(), (rows, x, isUp) => {
      const bricks = rows.flatMap((offset, row) =>
        Array.from({ length: 9 }, (_, column) => ({
          ...{ x: offset - 100 + column * 100, y: 50 + row * 100 },
          ...{ width: 80, height: 60 },
        })),
      )
      // nor is there a way round all of them
      const boxes = [...bricks, ...[-90, 760].map(left => ({ x: left, y: -20, width: 60, height: 760 }))]
      const [from, to] = isUp ? [700, 0] : [0, 700]
      const points = uprightAround({ x, y: from }, to, boxes)
      expect([points[0], points.at(-1)!.y]).toEqual([{ x, y: from }, to])
      expect(boxes.filter(one => runsOver(points, one))).toEqual([])
      const heights = points.map(({ y }) => y)
      expect(heights).toEqual(heights.toSorted((a, b) => (isUp ? b - a : a - b)))
      expect(points.every((b, i) => i === 0 || b.x === points[i - 1]!.x || b.y === points[i - 1]!.y)).toBe(true)
    }),
    { numRuns: 30 },
  )
})
