import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NodeHeap } from './node-heap.ts'
import { StateTable } from './state-table.ts'

type Entry = readonly [key: number, later: number, node: number]

const inOrder = (a: Entry, b: Entry) => a[0] - b[0] || b[1] - a[1] || a[2] - b[2]
/** Few keys, so that many tie; numbers are those of the pushes, as the searches give them. */
const entries = fc.array(fc.tuple(fc.nat(4), fc.nat(3)), { maxLength: 60 })

test('nodes come by key, the later ones first, then by number', () => {
  fc.assert(
    fc.property(entries, fc.infiniteStream(fc.nat(2)), (given, draws) => {
      const heap = new NodeHeap()
      const left: Entry[] = []
      const popped: Entry[] = []
      const pop = () => {
        left.sort(inOrder)
        expect(heap.topKey()).toBe(left[0]![0])
        const node = heap.pop()
        expect([heap.lastKey, node]).toEqual([left[0]![0], left[0]![2]])
        popped.push(left.shift()!)
      }
      given.forEach(([key, later], node) => {
        heap.push(key, later, node)
        left.push([key, later, node])
        if (draws.next().value === 0) pop()
        expect(heap.size).toBe(left.length)
      })
      while (left.length > 0) pop()
      expect(heap.topKey()).toBe(Number.POSITIVE_INFINITY)
      expect(popped.length).toBe(given.length)
    }),
    { numRuns: 300, seed: 41 },
  )
})

test('the order holds when the heap has grown', () => {
  const heap = new NodeHeap()
  const count = 5000
  const given = Array.from({ length: count }, (_, node): Entry => [(node * 7919) % 97, (node * 31) % 5, node])
  for (const entry of given) heap.push(...entry)
  expect(Array.from({ length: count }, () => heap.pop())).toEqual([...given].sort(inOrder).map(([, , node]) => node))
})

test('pairs of position and marking are numbered in the order they come, and keep their numbers', () => {
  const table = new StateTable()
  const numbers = new Map<string, number>()
  for (let i = 0; i < 6000; i++) {
    const [position, marking] = [(i * 13) % 71, (i * 29) % 83]
    const key = `${position} ${marking}`
    if (!numbers.has(key)) numbers.set(key, numbers.size)
    expect(table.numberOf(position, marking)).toBe(numbers.get(key))
  }
  expect(table.count).toBe(71 * 83)
  for (const [key, number] of numbers) expect(`${table.positions[number]} ${table.markings[number]}`).toBe(key)
})
