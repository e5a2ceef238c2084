import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { nodePlatform } from '../base/platform.node.ts'
import { bytesSource } from '../base/platform.ts'
import { encodeUtf8 } from '../base/utf8.ts'
import { kindOfLog } from './kind-of-log.ts'

const samples = join(import.meta.dirname, '..', '..', 'samples')
const sample = (name: string) => new Uint8Array(readFileSync(join(samples, name)))
const kind = (name: string, bytes: Uint8Array) => kindOfLog(bytesSource(name, bytes), { platform: nodePlatform })

describe('the kind of a log', () => {
  const isLog = (name: string) => name !== 'README.md' && !name.startsWith('model-') && !name.endsWith('.ts')
  const names = readdirSync(samples, { withFileTypes: true })
    .flatMap(entry => (entry.isFile() ? [entry.name] : []))
    .filter(isLog)
  test.each(names)('sample %s', async name => {
    const expected = name.startsWith('ui-table') ? 'either' : name.startsWith('ui-') ? 'ui-log' : 'event-log'
    expect(await kind(name, sample(name))).toBe(expected)
  })
  test('is seen through gzip, and in a zip of several recordings', async () => {
    const recording = sample('ui-action-logger.csv')
    expect(await kind('a.csv.gz', gzipSync(recording))).toBe('ui-log')
    expect(await kind('a.zip', zipSync({ 'a.csv': recording, 'b.csv': recording }))).toBe('ui-log')
    expect(await kind('b.csv.gz', gzipSync(sample('order-to-cash.csv')))).toBe('event-log')
  })
  test('a file that nobody can read is told', async () => {
    await expect(kind('x.bin', strToU8('\0\x01\x02\x03'.repeat(99)))).rejects.toThrow('no format that can be read')
    await expect(kind('x', new Uint8Array())).rejects.toThrow('empty')
    const model = 'model-weights-and-pages.pnml'
    await expect(kind(model, sample(model))).rejects.toThrow('The file is a model (PNML), not a log.')
    const diagram =
      '<?xml version="1.0"?>\n<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'
    await expect(kind('orders.bpmn', encodeUtf8(diagram))).rejects.toThrow(
      'orders.bpmn: The file is a model (BPMN), not a log. Open a log first, then the model on the page Conformance;',
    )
  })
})
