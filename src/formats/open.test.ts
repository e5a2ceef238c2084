import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { FormatError } from '../base/errors.ts'
import { fileSource, nodePlatform } from '../base/platform.node.ts'
import { bytesSource } from '../base/platform.ts'
import { EventLogBuilder } from '../log/event-log-builder.ts'
import { Problems } from '../log/problems.ts'
import type { LogFormat } from './format.ts'
import { openLog } from './open.ts'
import { xes } from './xes/xes.ts'

const text =
  '<log><trace><string key="concept:name" value="1"/><event><string key="concept:name" value="a"/></event></trace></log>'
const bytes = strToU8(text)

/** A format that only tells by which name it was called. */
const lines = (id: string, sure: number, extension: string): LogFormat => ({
  id,
  title: id.toUpperCase(),
  extensions: [extension],
  recognises: head => (head[0] === 0x23 ? sure : 0),
  read: async () => ({ log: new EventLogBuilder().finish(new Problems(), { name: id }), problems: [] }),
  write: null,
})
const formats = [xes, lines('one', 0.5, 'one'), lines('two', 0.5, 'two'), lines('three', 0.4, 'three')]

const open = (name: string, content: Uint8Array, chunk?: number) =>
  openLog(bytesSource(name, content, chunk), { platform: nodePlatform, formats }).then(
    ({ log }) => `${log.name} ${log.caseCount}/${log.eventCount}`,
    (error: Error) => {
      expect(error).toBeInstanceOf(FormatError)
      return error.message
    },
  )

describe('choosing a format', () => {
  test('goes by the content, whatever the name', async () => {
    for (const name of ['a.xes', 'a.csv', 'unknown.bin', 'a', 'a.xes.gz', 'a.zip'])
      expect(await open(name, bytes)).toBe(' 1/1')
    expect(await open('a.xes', strToU8('# table'))).toBe('one 0/0')
  })

  test('a table that is called .xes is read as the table that it is, and the other way round', async () => {
    const table = strToU8('case,activity,timestamp\n1,a,2024-01-01T00:00:00Z\n1,b,2024-01-02T00:00:00Z\n')
    for (const name of ['a.csv', 'a.xes', 'unknown.bin']) {
      const { log, format } = await openLog(bytesSource(name, table), { platform: nodePlatform })
      expect([format, log.caseCount, log.eventCount]).toEqual(['csv', 1, 2])
    }
    const { format } = await openLog(bytesSource('a.csv', bytes), { platform: nodePlatform })
    expect(format).toBe('xes')
  })

  test('tables in UTF-16 are known without a byte order mark, in both orders', async () => {
    const wide = (text: string, big: boolean) =>
      Uint8Array.from([...text].flatMap(letter => (big ? [0, letter.charCodeAt(0)] : [letter.charCodeAt(0), 0])))
    const texts = {
      csv: 'case,activity,timestamp\n1,a,2024-01-01T00:00:00Z\n1,b,2024-01-02T00:00:00Z\n',
      json: '[{"case":"1","activity":"a"},{"case":"1","activity":"b"}]',
    }
    for (const [id, text] of Object.entries(texts))
      for (const big of [false, true]) {
        const { log, format } = await openLog(bytesSource('a', wide(text, big)), { platform: nodePlatform })
        expect([format, log.caseCount, log.eventCount]).toEqual([id, 1, 2])
      }
  })

  test.each([
    [
      'old.xls',
      [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
      'old.xls: The file is an old Office document (.xls). Save it as',
    ],
    ['log.pdf', [...strToU8('%PDF-1.4\n')], 'log.pdf: The file is a PDF document. Export the log itself'],
    ['log.csv', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a], 'log.csv: The file is a picture (PNG).'],
    ['log.xes.bz2', [...strToU8('BZh91AY')], 'log.xes.bz2: The file is packed with bzip2. Unpack it'],
    [
      'events.arrow',
      [...strToU8('ARROW1\0\0')],
      'events.arrow: The file is an Arrow file. If it is part of a stored log',
    ],
  ])('%s is called by its name and refused with what to do', async (name, head, wanted) => {
    const content = new Uint8Array(2000)
    content.set(head)
    expect(await open(name, content)).toContain(wanted)
    expect(await open(name, gzipSync(content))).toContain(wanted)
  })

  test('the name only breaks ties', async () => {
    expect(await open('a.two', strToU8('# table'))).toBe('two 0/0')
    expect(await open('a.three', strToU8('# table'))).toBe('one 0/0')
  })

  test('may be told by the caller', async () => {
    const { log } = await openLog(bytesSource('a', strToU8('# table')), {
      platform: nodePlatform,
      formats,
      format: 'three',
    })
    expect(log.name).toBe('three')
    await expect(openLog(bytesSource('a', bytes), { platform: nodePlatform, formats, format: 'four' })).rejects.toThrow(
      'a: There is no format "four". Known are xes, one, two, three.',
    )
  })

  test('an empty file, unknown content, a folder and a missing file are told apart', async () => {
    expect(await open('a.xes', new Uint8Array(0))).toBe('a.xes: The file is empty (0 bytes). Export or copy it again.')
    expect(await open('a.xes', new Uint8Array([0, 1, 2, 3]))).toContain(
      'a.xes: The content is in no format that can be read here.',
    )
    expect(await open('a.xes.gz', gzipSync(''))).toContain('a.xes.gz: The packed file is empty.')
    const folder = mkdtempSync(join(tmpdir(), 'parfocal-'))
    try {
      await expect(openLog(await fileSource(folder), { platform: nodePlatform })).rejects.toThrow(
        'This is a folder, not a file.',
      )
      const source = await fileSource(join(import.meta.dirname, 'open.ts'))
      const gone = { ...source, ...bytesSource('gone', bytes), stream: () => failing() }
      await expect(openLog(gone, { platform: nodePlatform })).rejects.toThrow('There is no such file.')
      writeFileSync(join(folder, 'log.gz'), gzipSync(bytes))
      expect((await openLog(await fileSource(join(folder, 'log.gz')), { platform: nodePlatform })).log.eventCount).toBe(
        1,
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

const failing = (): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: () => ({
    next: () => Promise.reject(Object.assign(new Error('ENOENT'), { code: 'ENOENT' })),
  }),
})

describe('packed files', () => {
  test('gzip and zip are unpacked by content, in chunks of any size, also inside one another', async () => {
    const zip = zipSync({
      'folder/': new Uint8Array(0),
      'folder/a.xes': bytes,
      '__MACOSX/folder/._a.xes': strToU8('x'),
    })
    for (const chunk of [1, 100, 1 << 20]) {
      expect(await open('a.xes', gzipSync(bytes), chunk)).toBe(' 1/1')
      expect(await open('a.bin', zip, chunk)).toBe(' 1/1')
      expect(await open('a', gzipSync(zip), chunk)).toBe(' 1/1')
      expect(await open('a', zipSync({ 'a.xes.gz': gzipSync(bytes) }, { level: 0 }), chunk)).toBe(' 1/1')
    }
  })

  test('several gzip members are one file', async () => {
    const half = bytes.length >> 1
    const both = Buffer.concat([gzipSync(bytes.subarray(0, half)), gzipSync(bytes.subarray(half))])
    expect(await open('a.xes.gz', new Uint8Array(both))).toBe(' 1/1')
  })

  test('a zip with several files, none, or a password is refused in words', async () => {
    const several = zipSync({ 'a.xes': bytes, 'b.csv': strToU8('x') })
    expect(await open('a.zip', several)).toBe(
      'a.zip: The zip file has 2 files in it: a.xes, b.csv. Unpack it and read the one that is the event log.',
    )
    expect(await open('a.zip', zipSync({ 'folder/': new Uint8Array(0) }))).toContain(
      'a.zip: The zip file has no file in it.',
    )
    const locked = zipSync({ 'a.xes': bytes })
    locked[6] = locked[6]! | 1
    expect(await open('a.zip', locked)).toContain('a.zip: The zip file is protected by a password.')
  })

  test('a cut or damaged file is refused', async () => {
    const long = strToU8(`<log>${'<trace><event/></trace>'.repeat(20_000)}</log>`)
    const random = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + ((i * i) % 251)) & 255)
    const mixed = new Uint8Array([
      ...long.subarray(0, 5),
      ...strToU8('<!--'),
      ...random.filter(b => b > 0x40 && b < 0x7f),
      ...strToU8('-->'),
      ...long.subarray(5),
    ])
    const gz = new Uint8Array(gzipSync(mixed))
    expect(await open('a.xes.gz', gz.subarray(0, gz.length - 200))).toContain(
      'a.xes.gz: The gzip data is cut off or damaged',
    )
    expect(await open('a.xes.gz', gz.subarray(0, 5))).toContain('a.xes.gz: The gzip data is cut off or damaged')
    const broken = gz.slice()
    broken.fill(0x55, 1000, 1100)
    expect(await open('a.xes.gz', broken)).toContain('a.xes.gz')
    const zip = zipSync({ 'a.xes': mixed })
    expect(await open('a.zip', zip.subarray(0, 2000))).toContain('a.zip: The zip data is cut off or damaged')
  })

  test('a bomb is stopped long before it has unpacked', async () => {
    const huge = new Uint8Array(200 << 20).fill(0x20)
    huge.set(strToU8('<log>'))
    expect(await open('a.xes.gz', new Uint8Array(gzipSync(huge)))).toContain('unpacks to more than 200 times its size')
    expect(await open('a.zip', zipSync({ 'a.xes': huge }, { level: 1 }))).toContain(
      'unpacks to more than 200 times its size',
    )
  })

  test('what is packed over and over is refused', async () => {
    let nested: Uint8Array = bytes
    for (let i = 0; i < 5; i++) nested = new Uint8Array(gzipSync(nested))
    expect(await open('a.gz', nested)).toContain('packed more than 3 times over')
  })

  test('progress is that of the packed bytes', async () => {
    const packed = new Uint8Array(gzipSync(`<log>${'<trace><event/></trace>'.repeat(50_000)}</log>`))
    const seen: (number | null)[] = []
    await openLog(bytesSource('a.gz', packed), { platform: nodePlatform, progress: r => seen.push(r.done, r.total) })
    expect(seen.slice(-2)).toEqual([packed.length, packed.length])
  })
})
