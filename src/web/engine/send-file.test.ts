import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameToSend, sizeText } from './send-file.ts'

test('sizes are told in the largest unit', () => {
  expect([0, 999, 1500, 12_345_678, 20 * 2 ** 30].map(sizeText)).toEqual([
    '0 B',
    '999 B',
    '1.5 kB',
    '12.3 MB',
    '21.5 GB',
  ])
})

test('any name of a file becomes one that the server takes, and keeps its end', () => {
  expect(nameToSend('orders.csv')).toBe('orders.csv')
  expect(nameToSend(`${'a'.repeat(300)}.csv.gz`)).toMatch(/^a{150}….*\.csv\.gz$/)
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), name => {
      const sent = nameToSend(name)
      expect(sent.length).toBeGreaterThan(0)
      expect(sent.length).toBeLessThanOrEqual(200)
      expect(sent).not.toMatch(/[\p{Cc}\p{Cs}]/u)
    }),
  )
})
