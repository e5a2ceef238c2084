import fc from 'fast-check'
import { expect, test } from 'vitest'
import { growingBytes, growingFloats, growingInts } from './growing.ts'

test('what was pushed comes back, in the order asked for', () => {
  const column = growingInts()
  for (let i = 0; i < 1000; i++) column.push(i * 3)
  expect(column.at(999)).toBe(2997)
  expect(column.finish()).toEqual(Int32Array.from({ length: 1000 }, (_, i) => i * 3))
  expect([...column.finish(Int32Array.from({ length: 1000 }, (_, i) => 999 - i)).slice(0, 2)]).toEqual([2997, 2994])
})

test('any numbers survive as their kind holds them', () =>
  fc.assert(
    fc.property(fc.array(fc.double()), values => {
      const [floats, bytes] = [growingFloats(), growingBytes()]
      for (const value of values) {
        floats.push(value)
        bytes.push(value)
      }
      expect(floats.finish()).toEqual(Float64Array.from(values))
      expect(bytes.finish()).toEqual(Uint8Array.from(values))
    }),
  ))
