import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeUtf8 } from '../base/utf8.ts'
import { type AttributeType, type Value, valueAt } from './column.ts'
import { ColumnBuilder, DENSE_COLUMNS, EventLogBuilder } from './event-log-builder.ts'
import { Problems } from './problems.ts'

const time = fc.option(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom(0, 0, 1, 999_999)))
const events = fc.array(fc.record({ of: fc.nat(4), time }), { maxLength: 60 })

/** A log whose events carry their input position as `n`. */
function build(input: readonly { of: number; time: [number, number] | null }[]) {
  const builder = new EventLogBuilder()
  for (let c = 0; c < 5; c++) builder.cases.addText(`c${c}`)
  input.forEach(({ of, time }, i) => {
    const row = builder.nextEvent(of)
    if (time !== null) builder.setComplete(row, time[0], time[1])
    builder.eventColumn('n').setNumber(row, i, 'int')
  })
  const problems = new Problems()
  return { log: builder.finish(problems), problems: problems.list() }
}

describe('the order of events', () => {
  test('is that of a naive stable sort by case, time, nanoseconds and input', () => {
    fc.assert(
      fc.property(events, input => {
        const { log } = build(input)
        const latest = new Map<number, readonly [number, number]>()
        const naive = input
          .map(({ of, time }, i) => {
            const effective = time ?? latest.get(of) ?? ([-Infinity, 0] as const)
            latest.set(of, effective)
            return { of, ms: effective[0], ns: effective[1], i }
          })
          .sort((a, b) => a.of - b.of || (a.ms < b.ms ? -1 : a.ms > b.ms ? 1 : 0) || a.ns - b.ns || a.i - b.i)
        const found = Array.from({ length: log.eventCount }, (_, r) => valueAt(log.eventAttributes.get('n')!, r))
        expect(input.length === 0 ? [] : found).toEqual(naive.map(({ i }) => i))
        expect(log.ordinal ?? Int32Array.from(input.keys())).toEqual(Int32Array.from(naive, ({ i }) => i))
        expect([...log.complete]).toEqual(naive.map(({ i }) => input[i]!.time?.[0] ?? Number.NaN))
        const offsets = [0, 1, 2, 3, 4, 5].map(c => input.filter(({ of }) => of < c).length)
        expect([...log.caseOffsets]).toEqual(offsets)
      }),
      { numRuns: 1000 },
    )
  })

  test('is reported: what moved, what ties, what has no time', () => {
    fc.assert(
      fc.property(events, input => {
        const { log, problems } = build(input)
        let moved = 0
        let ties = 0
        for (let c = 0; c < 5; c++) {
          const times = input
            .filter(({ of }) => of === c)
            .flatMap(({ time }) => (time ? [time[0] * 1e6 + time[1]] : []))
          moved += times.filter((t, i) => times.slice(0, i).some(before => before > t)).length
          for (let r = log.caseOffsets[c]! + 1; r < log.caseOffsets[c + 1]!; r++) {
            const [a, b] = [input[log.ordinal?.[r - 1] ?? r - 1]!.time, input[log.ordinal?.[r] ?? r]!.time]
            if (a && b && a[0] === b[0] && a[1] === b[1]) ties++
          }
        }
        const withoutTime = input.filter(({ time }) => time === null).length
        expect(log.order).toEqual({ moved, ties, withoutTime })
        const counts = Object.fromEntries(problems.map(({ kind, count }) => [kind, count]))
        expect(counts).toEqual({
          ...(moved ? { 'out-of-order': moved } : {}),
          ...(ties ? { 'equal-times': ties } : {}),
          ...(withoutTime ? { 'missing-time': withoutTime } : {}),
        })
      }),
      { numRuns: 500 },
    )
  })

  test('of a long case in reverse is turned round', () => {
    const { log } = build(Array.from({ length: 5000 }, (_, i) => ({ of: 1, time: [5000 - i, 0] as [number, number] })))
    expect([...log.complete.slice(0, 3)]).toEqual([1, 2, 3])
    expect(log.order).toEqual({ moved: 4999, ties: 0, withoutTime: 0 })
  })
})

const typed: fc.Arbitrary<readonly [AttributeType, Value]> = fc.oneof(
  fc.string({ maxLength: 3 }).map(v => ['string', v] as const),
  fc.string({ maxLength: 3 }).map(v => ['id', v] as const),
  fc.integer({ min: -5, max: 5 }).map(v => ['int', v] as const),
  fc.integer({ min: -9, max: 9 }).map(v => ['float', v / 4] as const),
  fc.boolean().map(v => ['boolean', v] as const),
  fc.integer({ min: 0, max: 9e12 }).map(v => ['date', v] as const),
)

describe('a column', () => {
  const cells = fc.array(fc.option(typed), { maxLength: 40 })
  const textOf = ([type, value]: readonly [AttributeType, Value]) =>
    type === 'date' ? new Date(value as number).toISOString() : String(value)

  /** What the column must be by its doc: one type, int and float as float, everything else as text. */
  function expected(input: readonly (readonly [AttributeType, Value] | null)[]) {
    const types = new Set(input.flatMap(cell => (cell ? [cell[0]] : [])))
    const texts = types.has('string') || types.has('id')
    const numbers = [...types].every(type => type === 'int' || type === 'float')
    const mixed = types.size > 1 && !numbers && !(texts && [...types].every(type => type === 'string' || type === 'id'))
    const type = mixed ? 'text' : types.size === 0 ? 'string' : numbers && types.size === 2 ? 'float' : [...types][0]!
    return { mixed, type, values: input.map(cell => (cell === null ? null : mixed ? textOf(cell) : cell[1])) }
  }

  test('holds what was put into it, dense or sparse, in any order of rows', () => {
    fc.assert(
      fc.property(cells, fc.boolean(), fc.infiniteStream(fc.nat()), (input, sparse, random) => {
        const builder = new ColumnBuilder('k', { sparse })
        input.forEach((cell, row) => {
          if (cell === null) return
          const [type, value] = cell
          if (typeof value !== 'string') builder.set(row, value, type)
          else {
            const bytes = encodeUtf8(`_${value}_`)
            builder.setBytes(row, bytes, 1, bytes.length - 1, type === 'id' ? 'id' : 'string')
          }
        })
        const rows = Int32Array.from(input.keys())
        const weights = rows.map(() => random.next().value)
        const shuffled = rows.slice().sort((a, b) => weights[a]! - weights[b]! || a - b)
        const order = input.length % 2 ? shuffled : null
        const wanted = expected(input)
        expect(builder.mixed).toBe(wanted.mixed)
        const column = builder.finish(input.length, order)
        if (!wanted.mixed && wanted.type !== 'string' && wanted.type !== 'id') expect(column.type).toBe(wanted.type)
        if (wanted.mixed) expect(column.type).toMatch(/^(string|id)$/)
        expect(column.rows === null).toBe(!sparse)
        const found = Array.from({ length: input.length }, (_, row) => valueAt(column, row))
        const values = (order ?? rows).length ? Array.from(order ?? rows, row => wanted.values[row]) : []
        expect(found.map(v => (Object.is(v, -0) ? 0 : v))).toEqual(values.map(v => (Object.is(v, -0) ? 0 : v)))
      }),
      { numRuns: 1000 },
    )
  })

  test('a value that is set twice keeps the last', () => {
    for (const sparse of [false, true]) {
      const builder = new ColumnBuilder('k', { sparse })
      builder.setNumber(3, 1, 'int')
      builder.setNumber(3, 2, 'int')
      expect(valueAt(builder.finish(5, null), 3)).toBe(2)
    }
  })
})

test('columns beyond the first thousand are sparse, and say the same', () => {
  const builder = new EventLogBuilder()
  const of = builder.cases.addText('1')
  const keys = DENSE_COLUMNS + 200
  for (let i = 0; i < keys; i++) {
    const row = builder.nextEvent(of)
    builder.setComplete(row, keys - i)
    builder.eventColumn(`k${i}`).setNumber(row, i, 'int')
    if (i > 0) builder.eventColumn(`k${i - 1}`).setNumber(row, -i, 'int')
  }
  const log = builder.finish(new Problems())
  expect([...log.eventAttributes.values()].filter(column => column.rows !== null)).toHaveLength(200)
  for (const i of [0, 500, 999, 1000, keys - 2]) {
    const column = log.eventAttributes.get(`k${i}`)!
    // rows are turned round: input row r is row keys - 1 - r
    expect(valueAt(column, keys - 1 - i)).toBe(i)
    expect(valueAt(column, keys - 2 - i)).toBe(-(i + 1))
    expect(valueAt(column, (keys - i + 5) % keys)).toBeNull()
  }
})

test('twenty thousand keys of one value each take no more room than their values', () => {
  const builder = new EventLogBuilder()
  const row = builder.nextEvent(builder.cases.addText('c'))
  const before = process.memoryUsage().arrayBuffers
  for (let i = 0; i < 20_000; i++) {
    const column = builder.eventColumn(`k${i}`)
    if (i % 4 === 0) column.setText(row, 'x')
    else column.setNumber(row, i, 'int')
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 << 20)
  const log = builder.finish(new Problems())
  expect(log.eventAttributes.size).toBe(20_000)
  expect([8000, 19_999].map(i => valueAt(log.eventAttributes.get(`k${i}`)!, 0))).toEqual(['x', 19_999])
})
