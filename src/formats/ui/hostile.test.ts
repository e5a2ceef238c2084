import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FormatError, RequestError } from '../../base/errors.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { openUiLog } from './open-ui-log.ts'
import { writableUiFormats } from './writable-ui-formats.ts'

const folder = join(import.meta.dirname, '../../../samples')
const samples = readdirSync(folder).filter(name => /^ui-.*\.(csv|jsonl?|mht|xes)$/.test(name))
const read = (name: string, text: string | Uint8Array) =>
  openUiLog(bytesSource(name, typeof text === 'string' ? new TextEncoder().encode(text) : text), {
    platform: nodePlatform,
    key: new Uint8Array(32),
  })

/** Reads, and writes in every form, or says in our own words why not. */
async function survives(name: string, text: string | Uint8Array): Promise<void> {
  try {
    const { log } = await read(name, text)
    for (const time of log.time) if (!Number.isNaN(time)) expect(Math.abs(time)).toBeLessThanOrEqual(8.64e15)
    for (const { write } of writableUiFormats) for await (const _ of write(log, nodePlatform));
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof RequestError)) throw error
    expect(error.message.length).toBeGreaterThan(10)
  }
}

const CHANGES: readonly (readonly [RegExp, string])[] = [
  [/2025-03-03/g, '1948-01-01'],
  [/2025-03-03/g, '2999-12-31'],
  [/2025-03-03/g, 'NaN'],
  [/17409888\d+/g, '1e308'],
  [/17409888\d+/g, '"yesterday"'],
  [/17409888\d+/g, 'null'],
  [/:\s*\d+/g, ': -1e400'],
  [/"[^"]{3,}"/g, '"x"'],
  [/[:,]/g, ''],
  [/\{/g, '[{'],
  [/\d/g, '9'],
]
const VALUES = ['null', '[]', '{}', '1', '""', 'true', '[[[[1]]]]', '{"__proto__":1,"constructor":2}']

test.each(samples)('%s cut off, with other times, and with other values is read, or refused in words', async name => {
  const bytes = readFileSync(join(folder, name))
  const text = bytes.toString()
  for (const share of [0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
    await survives(name, bytes.subarray(0, Math.floor(bytes.length * share)))
  for (const [from, to] of CHANGES) await survives(name, text.replace(from, to))
  if (!name.includes('.json')) return
  for (const value of VALUES)
    for (let k = 0; k < 6; k++) {
      let n = 0
      const changed = text.replace(/:\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?)/g, all =>
        n++ % 6 === k ? `:${value}` : all,
      )
      await survives(name, changed)
    }
})

// each took the square of its length once

test('twenty thousand nodes that come before what they stand in become a page', async () => {
  const n = 20_000
  const add = (id: number, parentId: number) => ({ parentId, nextId: null, node: { type: 2, id, tagName: 'button' } })
  const { log } = await read(
    'page.json',
    JSON.stringify([
      { type: 2, timestamp: 1740988800001, data: { node: { type: 0, id: 1, childNodes: [] } } },
      {
        type: 3,
        timestamp: 1740988800002,
        data: { source: 0, adds: Array.from({ length: n }, (_, i) => add(n + 1 - i, n - i)) },
      },
      { type: 3, timestamp: 1740988800003, data: { source: 2, type: 2, id: n + 1 } },
    ]),
  )
  expect(log.elements.role.dictionary.text(0)).toBe('button')
})

test('a hundred thousand levels that never end are no level', async () => {
  const mht = readFileSync(join(folder, 'ui-steps-recorder.mht'), 'utf8')
  const { log } = await read(
    'steps.mht',
    `${mht.split('<EachAction')[0]}<EachAction Time="08:00:00">${'<Level '.repeat(100_000)}`,
  )
  expect(log.eventCount).toBe(1)
})

test('recordings of twenty thousand machines have ids of their own', async () => {
  const buckets = Array.from(
    { length: 20_000 },
    (_, i) =>
      `"b${i}":{"type":"currentwindow","hostname":"h${i}","events":[{"timestamp":"2025-03-03T08:20:00Z","data":{"app":"a"}}]}`,
  )
  const { log } = await read('aw.json', `{"buckets":{${buckets}}}`)
  expect(new Set(log.recordings.map(({ id }) => id)).size).toBe(20_000)
})
