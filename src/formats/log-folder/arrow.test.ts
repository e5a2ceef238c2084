import { tableFromIPC } from '@uwdata/flechette'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { dictionaryFrom } from '../../base/dictionary.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { booleanColumn, codeColumn, int32Column, isUtf8, LARGE, numberColumn, textColumn } from './arrow-columns.ts'
import { ArrowFile, type RandomAccess } from './arrow-reader.ts'
import { ALIGNMENT, arrowFile } from './arrow-writer.ts'

const bytesOf = (chunks: Iterable<Uint8Array>): Uint8Array => Buffer.concat([...chunks])
const access = (bytes: Uint8Array): RandomAccess => ({
  name: 'x.arrow',
  size: bytes.length,
  read(at, target) {
    target.set(bytes.subarray(at, at + target.length))
  },
})

describe('an Arrow file', () => {
  const columns = [
    int32Column('i', Int32Array.of(1, -2, 3)),
    codeColumn('s', Int32Array.of(1, -1, 0), dictionaryFrom(['ä', 'b'])),
    numberColumn('t', Float64Array.of(-1, Number.NaN, 2 ** 40 + 1), 'timestamp'),
    numberColumn('f', Float64Array.of(0.5, -Infinity, Number.NaN), 'float64'),
    booleanColumn('b', Int8Array.of(1, -1, 0)),
    textColumn('x', dictionaryFrom(['p', '', 'qr'])),
  ]
  const values = {
    i: [1, -2, 3],
    s: ['b', null, 'ä'],
    t: [-1, null, 2 ** 40 + 1],
    f: [0.5, -Infinity, null],
    b: [true, null, false],
    x: ['p', '', 'qr'],
  }

  test('is read by flechette, and by its own reader', () => {
    const bytes = bytesOf(arrowFile(columns, 3, { 'parfocal:format': 'test' }))
    const table = tableFromIPC(bytes, { useDate: false })
    expect(Object.fromEntries(Object.keys(values).map(key => [key, [...table.getChild(key)]]))).toEqual(values)
    const file = new ArrowFile(access(bytes))
    expect(file.metadata).toEqual({ 'parfocal:format': 'test' })
    const [i, s, t, f, b, x] = file.columns
    expect([...file.int32(i!)]).toEqual([1, -2, 3])
    expect([...file.int32(s!)]).toEqual([1, -1, 0])
    expect([...file.numbers(t!)]).toEqual([-1, Number.NaN, 2 ** 40 + 1])
    expect([...file.numbers(f!)]).toEqual([0.5, -Infinity, Number.NaN])
    expect([...file.flags(b!)]).toEqual([1, -1, 0])
    expect([...file.text({ ...x!, type: 'utf8' }).offsets]).toEqual([0, 1, 1, 3])
  })

  test('has every buffer at a multiple of 64 bytes', () => {
    const file = new ArrowFile(access(bytesOf(arrowFile(columns, 3))))
    const places = file.columns.flatMap(column => [...column.buffers, ...(column.dictionary?.buffers ?? [])])
    expect(places.length).toBeGreaterThan(12)
    for (const { at } of places) expect(at % ALIGNMENT).toBe(0)
  })

  test('of no rows and no columns is still one', () => {
    expect(tableFromIPC(bytesOf(arrowFile([], 0))).numRows).toBe(0)
    expect(new ArrowFile(access(bytesOf(arrowFile([], 0)))).rows).toBe(0)
  })

  test('gives any slice of a column', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.boolean()), { maxLength: 40 }), fc.nat(40), fc.nat(40), (list, a, b) => {
        const [from, to] = [Math.min(a, b, list.length), Math.min(Math.max(a, b), list.length)]
        const flags = Int8Array.from(list, v => (v === null ? -1 : v ? 1 : 0))
        const numbers = Float64Array.from(flags, v => (v < 0 ? Number.NaN : v * 1e15))
        const columns = [booleanColumn('b', flags), numberColumn('n', numbers, 'int64')]
        const file = new ArrowFile(access(bytesOf(arrowFile(columns, list.length))))
        expect(file.flags(file.columns[0]!, from, to)).toEqual(flags.slice(from, to))
        expect(file.numbers(file.columns[1]!, from, to)).toEqual(numbers.slice(from, to))
      }),
    )
  })

  test('keeps every whole number within 2^53 as int64, and others as float64', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.maxSafeInteger(), fc.constantFrom(2 ** 53, -(2 ** 53), 0.5, Infinity))),
        list => {
          const column = numberColumn('n', Float64Array.from(list), 'int64')
          expect(column.array.type).toBe(list.every(Number.isInteger) ? 'int64' : 'float64')
          const file = new ArrowFile(access(bytesOf(arrowFile([column], list.length))))
          expect([...file.numbers(file.columns[0]!)]).toEqual(list)
        },
      ),
    )
  })
})

describe('text', () => {
  const limit = LARGE.from
  afterEach(() => {
    LARGE.from = limit
  })

  test('beyond what 32-bit offsets reach is large_utf8', () => {
    LARGE.from = 4
    const bytes = bytesOf(arrowFile([codeColumn('s', Int32Array.of(2, 0), dictionaryFrom(['abc', 'de', 'f']))], 2))
    const file = new ArrowFile(access(bytes))
    expect(file.columns[0]!.field.type).toBe('large_utf8')
    expect([...tableFromIPC(bytes).getChild('s')]).toEqual(['f', 'abc'])
    expect([...file.text(file.columns[0]!.dictionary!).offsets]).toEqual([0, 3, 5, 6])
  })

  test('is told from bytes that are no UTF-8 as the decoder of the platform tells them', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const isText = (bytes: Uint8Array) => {
      try {
        decoder.decode(bytes)
        return true
      } catch {
        return false
      }
    }
    const pieces = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }).map(encodeUtf8),
      fc.uint8Array({ min: 0x7e, maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 4 }), list => {
        const offsets = Uint32Array.from([
          0,
          ...list.map((_, i) => list.slice(0, i + 1).reduce((sum, b) => sum + b.length, 0)),
        ])
        expect(isUtf8(bytesOf(list), offsets)).toBe(list.every(isText))
      }),
      { numRuns: 2000 },
    )
  })
})
