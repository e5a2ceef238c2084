import { expect, test } from 'vitest'
import type { StepLog } from '../../log/step-log.ts'
import type { AlignedInstance } from './instances.ts'
import { ReadPlaces } from './read-places.ts'

/** A column whose reads are counted. */
function counted(column: Int32Array) {
  const count = { reads: 0 }
  const proxy = new Proxy(column, {
    get(target, key) {
      count.reads++
      return Reflect.get(target, key)
    },
  })
  return { column: proxy, count }
}

const logOf = (source: Int32Array) => ({ source }) as unknown as StepLog
const instanceOf = (steps: Int32Array): AlignedInstance => ({
  instance: { first: 0, last: 0, rows: [], variant: 0 },
  steps,
  others: [],
})

test('a value comes from where it went through, then from the nearest places', () => {
  // steps 0..8 read, step 9 writes what step 1 read, by way of step 3
  const source = Int32Array.from([-1, -1, -1, 1, -1, -1, -1, -1, -1, 3])
  const places = new ReadPlaces(logOf(source), [instanceOf(Int32Array.from(source, (_, s) => s))])
  for (let step = 0; step < 9; step++) places.add({ step, source: { kind: 'parameter', name: `p${step}` } })
  expect(places.sourcesOf(9).map(({ step }) => step)).toEqual([3, 1, 8, 7, 6, 5])
})

test('a place that more instances had comes before a nearer one', () => {
  const one = Int32Array.from([0, 1, 2])
  const other = Int32Array.from([3, 4, 5])
  const places = new ReadPlaces(logOf(Int32Array.from([-1, -1, 0, -1, -1, 3])), [instanceOf(one), instanceOf(other)])
  places.add({ step: 0, source: { kind: 'parameter', name: 'a' } })
  places.add({ step: 1, source: { kind: 'parameter', name: 'b' } })
  expect(places.sourcesOf(2).map(({ step }) => step)).toEqual([0, 1])
})

test('what a field costs does not grow with the places that were read before', () => {
  const size = 20_000
  // every second step reads what the step before wrote, every other one writes what was read: one long chain of values
  const source = counted(Int32Array.from({ length: size }, (_, s) => s - 1))
  const steps = counted(Int32Array.from({ length: size }, (_, s) => s))
  const places = new ReadPlaces(logOf(source.column), [instanceOf(steps.column)])
  for (let step = 0; step < size; step++)
    if (step % 2 === 0) places.add({ step, source: { kind: 'parameter', name: `p${step}` } })
    else if (step > size - 10) expect(places.sourcesOf(step)).toHaveLength(6)
  expect(steps.count.reads).toBeLessThan(2 * size)
  expect(source.count.reads).toBeLessThanOrEqual(5 * 1000)
})

test('a value is made of what went into it in most instances, and into what it was written over', () => {
  // steps of an instance: read a, read b, write (a), write over it (b in four of five)
  const source = Int32Array.from(Array.from({ length: 5 }, (_, i) => [-1, -1, 4 * i, i < 4 ? 4 * i + 1 : -1]).flat())
  const instances = Array.from({ length: 5 }, (_, i) => instanceOf(Int32Array.from([0, 1, 2, 3], step => 4 * i + step)))
  const places = new ReadPlaces(logOf(source), instances)
  places.add({ step: 0, source: { kind: 'parameter', name: 'a' } })
  places.add({ step: 1, source: { kind: 'parameter', name: 'b' } })
  const names = (steps: number[]) => places.madeOf(steps).map(({ step }) => step)
  expect([names([3]), names([2, 3]), names([])]).toEqual([[1], [0, 1], []])
  source.fill(-1, 15)
  expect([names([3]), names([2, 3])]).toEqual([[], [0]])
})
