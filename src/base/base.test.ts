import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Bitset } from './bitset.ts'
import { describePlace, FormatError } from './errors.ts'
import { canonicalJson } from './json.ts'
import { nodePlatform } from './platform.node.ts'
import { bytesSource, Cancelled, cancellable, type Platform, readAll } from './platform.ts'
import { webPlatform } from './platform.web.ts'
import { random } from './random.ts'
import { compareText } from './sort.ts'
import { addExact, exactValue, LIMB, quantileInPlace, quantileSorted } from './statistics.ts'
import { formatDuration, formatInstant } from './time.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

describe('quantiles of type 7', () => {
  test('the example of Hyndman and Fan: halfway between two order statistics', () => {
    expect(quantileSorted([1, 2, 3, 4], 0.5)).toBe(2.5)
    expect(quantileSorted([10], 0.9)).toBe(10)
    expect(quantileSorted([], 0.5)).toBeNaN()
  })
  test('selecting in place gives the same as sorting', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, p) => {
          const sorted = [...values].sort((a, b) => a - b)
          expect(quantileInPlace(Float64Array.from(values), p)).toBeCloseTo(quantileSorted(sorted, p), 9)
        },
      ),
    ))
  test('only the asked range is reordered', () => {
    const values = Float64Array.from([9, 3, 1, 2, 0])
    expect(quantileInPlace(values, 0.5, 1, 4)).toBe(2)
    expect(values[0]).toBe(9)
    expect(values[4]).toBe(0)
  })
})

test('exact sums do not lose what a float would', () =>
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger(), { maxLength: 50 }), values => {
      const sum = { low: 0, high: 0 }
      for (const value of values) addExact(sum, value)
      const true_ = values.reduce((total, value) => total + BigInt(value), 0n)
      expect(BigInt(sum.high) * BigInt(LIMB) + BigInt(sum.low)).toBe(true_)
      expect(exactValue(sum)).toBe(Number(true_))
    }),
  ))

describe('UTF-8', () => {
  test('text comes back, and a lone surrogate becomes U+FFFD', () => {
    for (const text of ['', 'a', 'ä€😀', 'עברית', '\u0000']) expect(decodeUtf8(encodeUtf8(text))).toBe(text)
    expect(decodeUtf8(encodeUtf8('\ud800'))).toBe('\ufffd')
  })
  test('any bytes decode as the platform decodes them', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
        expect(decodeUtf8(bytes)).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
      }),
      { numRuns: 2000 },
    ))
  test('any text encodes as the platform encodes it', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect([...encodeUtf8(text)]).toEqual([...new TextEncoder().encode(text)])
      }),
    ))
})

test('text is ordered as its UTF-8 bytes', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(compareText(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))))
    }),
  ))

test('random numbers are the same on every run and lie in [0, 1)', () => {
  const draw = random(42)
  const first = Array.from({ length: 1000 }, draw)
  const again = random(42)
  expect(Array.from({ length: 1000 }, again)).toEqual(first)
  expect(first.every(value => value >= 0 && value < 1)).toBe(true)
  const mean = first.reduce((a, b) => a + b) / first.length
  expect(mean).toBeGreaterThan(0.45)
  expect(mean).toBeLessThan(0.55)
})

test('durations are told in their largest two units', () => {
  expect(formatDuration(3 * 86_400_000 + 4 * 3_600_000 + 5)).toBe('3 d 4 h')
  expect(formatDuration(65_000)).toBe('1 min 5 s')
  expect(formatDuration(-90_000)).toBe('−1 min 30 s')
  expect(formatDuration(0)).toBe('0 s')
  expect(formatDuration(null)).toBe('–')
  expect(formatInstant(Number.NaN)).toBe('')
  expect(formatInstant(0)).toBe('1970-01-01T00:00:00.000Z')
})

test('a bitset counts what was added', () => {
  const set = new Bitset(100)
  for (const i of [0, 31, 32, 99]) set.add(i)
  set.delete(31)
  expect([0, 31, 32, 99].map(i => set.has(i))).toEqual([true, false, true, true])
  expect(set.count()).toBe(3)
})

test('an error says where, what and what to do', () => {
  expect(
    new FormatError('The date "x" cannot be read.', { row: 3, column: 'date', fix: 'Name its format.' }).at({
      file: 'a.csv',
    }).message,
  ).toBe('a.csv, row 3, column "date": The date "x" cannot be read. Name its format.')
  expect(describePlace({})).toBe('')
})

test('equal values print as equal JSON', () => {
  expect(canonicalJson({ b: [1, { d: null, c: undefined }], a: 'x' })).toBe('{"a":"x","b":[1,{"d":null}]}')
})

describe('the platform', () => {
  test('gzip and gunzip undo each other, and a cut stream is a clear error', async () => {
    const bytes = new TextEncoder().encode('x'.repeat(100_000))
    const packed: Uint8Array[] = []
    for await (const chunk of nodePlatform.gzip(bytesSource('a', bytes).stream())) packed.push(chunk)
    const all = Buffer.concat(packed)
    const unpacked: Uint8Array[] = []
    for await (const chunk of nodePlatform.gunzip(bytesSource('a', all, 7).stream())) unpacked.push(chunk)
    expect(Buffer.concat(unpacked).equals(Buffer.from(bytes))).toBe(true)
    const cut = async () => {
      for await (const _ of nodePlatform.gunzip(bytesSource('a', all.subarray(0, all.length - 10)).stream())) void _
    }
    await expect(cut()).rejects.toThrow(/cut off or damaged/)
  })
  test('a gzip stream that is cut, damaged or no gzip gets one sentence, in the browser as on Node', async () => {
    const packed = new Uint8Array(gzipSync('case,activity\n'.repeat(500)))
    const said = async (platform: Platform, bytes: Uint8Array) => {
      try {
        for await (const _ of platform.gunzip(bytesSource('a', bytes, 7).stream())) void _
        return 'nothing'
      } catch (error) {
        return (error as Error).message
      }
    }
    const damaged = packed.slice()
    damaged.fill(0xff, 20, 40)
    for (const bytes of [packed.subarray(0, 40), packed.subarray(0, packed.length - 3), damaged, damaged.subarray(5)]) {
      const message = await said(webPlatform, bytes)
      expect(message).toMatch(/^The gzip data is cut off or damaged \([a-z -]+\)\. Copy or download the file again/)
      expect(message).toBe(await said(nodePlatform, bytes))
    }
    expect(await said(webPlatform, packed)).toBe('nothing')
    const lost = new Error('the file went away')
    const source = async function* () {
      yield packed.subarray(0, 20)
      throw lost
    }
    for (const platform of [webPlatform, nodePlatform])
      await expect(async () => {
        for await (const _ of platform.gunzip(source())) void _
      }).rejects.toBe(lost)
  })
  test('HMAC is that of RFC 4231, case 2', async () => {
    expect(await nodePlatform.hmac(new TextEncoder().encode('Jefe'), 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
  })
  test('reading all stops at its limit', async () => {
    await expect(readAll(bytesSource('big', new Uint8Array(10)), 5)).rejects.toThrow(/larger than 5 bytes/)
    expect(await readAll(bytesSource('big', new Uint8Array(10), 3))).toHaveLength(10)
  })
  test('a pulled cancel throws', () => {
    const { cancel, stop } = cancellable()
    cancel.throwIfCancelled()
    stop()
    expect(cancel.cancelled).toBe(true)
    expect(() => cancel.throwIfCancelled()).toThrow(Cancelled)
  })
})
