import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared, hasShared, sharedPath } from '../../../test/shared.ts'
import { FormatError } from '../../base/errors.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import type { Reading } from '../format.ts'
import { linesOf, plainOf, readByReference } from './reference.fixture.ts'
import { xesText } from './texts.fixture.ts'
import { xes } from './xes.ts'

const read = (bytes: Uint8Array, chunk?: number): Promise<Reading> =>
  xes.read(bytesSource('log.xes', bytes, chunk), { platform: nodePlatform })
const readText = (text: string, chunk?: number) => read(new TextEncoder().encode(text), chunk)

/** Keys of columns that became text because their values have several types. */
const mixedOf = ({ problems }: Reading) =>
  new Set(problems.filter(p => p.kind === 'mixed-types').flatMap(p => p.places.map(place => place.column ?? '')))

describe('the reader against a strict XML parser', () => {
  test('small texts of every shape read the same, in chunks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(xesText, fc.integer({ min: 1, max: 80 }), async (text, chunk) => {
        const expected = linesOf(readByReference(text))
        expect(linesOf(plainOf((await readText(text)).log))).toEqual(expected)
        expect(linesOf(plainOf((await readText(text, chunk)).log))).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  })

  test('what is reported does not depend on the size of chunks', async () => {
    await fc.assert(
      fc.asyncProperty(xesText, fc.integer({ min: 1, max: 40 }), async (text, chunk) => {
        expect((await readText(text, chunk)).problems).toEqual((await readText(text)).problems)
      }),
      { numRuns: 60 },
    )
  })

  test('a text with one byte changed is read, or refused with its place, alike in chunks of any size', async () => {
    const bytes = fc.constantFrom(...'<>/"\'&= \n!?-]a0\u0000'.split(''))
    await fc.assert(
      fc.asyncProperty(xesText, fc.nat(), bytes, fc.integer({ min: 1, max: 30 }), async (text, at, byte, chunk) => {
        const place = at % text.length
        const changed = text.slice(0, place) + byte + text.slice(place + 1)
        const outcome = (size?: number) =>
          readText(changed, size).then(
            ({ log, problems }) => ({ lines: linesOf(plainOf(log)), problems }),
            (error: unknown) => {
              expect(error).toBeInstanceOf(FormatError)
              return (error as FormatError).message
            },
          )
        const whole = await outcome()
        expect(await outcome(chunk)).toEqual(whole)
        let strict = true
        try {
          readByReference(changed)
        } catch {
          strict = false
        }
        // the reference looks away from what is inside a DOCTYPE, and takes half a surrogate pair with what follows it
        const fair = place > changed.indexOf('<log') && !/\p{Surrogate}/u.test(changed)
        if (strict && fair) expect(whole).toHaveProperty('lines')
      }),
      { numRuns: 200 },
    )
  })
})

/** Every file below `folder` that is XES by name, smallest first. */
function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.xes(\.gz)?$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort((a, b) => statSync(a).size - statSync(b).size)
}

/** Bytes of a big file up to the end of a trace, closed, so that the naive reader can hold it. */
function sample(bytes: Buffer): Buffer {
  const limit = 2_000_000
  if (bytes.length <= limit) return bytes
  const first = bytes.indexOf('</trace>')
  const end = Math.max(first, bytes.lastIndexOf('</trace>', limit)) + '</trace>'.length
  return Buffer.concat([bytes.subarray(0, end), Buffer.from('\n</log>\n')])
}

describeShared('real logs against a strict XML parser', 'data/logs', () => {
  const folder = sharedPath('data', 'logs')
  const all = hasShared('data', 'logs') ? files(folder).filter(file => !file.includes('pm4py-xes-conformance')) : []

  test.each(all.map(file => [file.slice(folder.length + 1), file] as const))('%s', async (_, file) => {
    const packed = readFileSync(file)
    const bytes = sample(file.endsWith('.gz') ? gunzipSync(packed) : packed)
    const reading = await read(bytes)
    const mixed = mixedOf(reading)
    const found = linesOf(plainOf(reading.log), mixed)
    const expected = linesOf(readByReference(bytes.toString('utf8')), mixed)
    expect(found.length).toBe(expected.length)
    const different = found.findIndex((line, i) => line !== expected[i])
    expect(found[different]).toBe(expected[different])
  })
})
