import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { valueAt } from '../../log/column.ts'
import { elementAt, textAt } from '../../log/ui-log.ts'
import { objectLogOfUi } from './export-ocel.ts'
import { eventLogOfUi, writeUiXes } from './export-xes.ts'
import { openUiLog } from './open-ui-log.ts'
import { proposeUiMapping } from './propose-ui-mapping.ts'
import { printUi } from './reading.fixture.ts'
import { uiFormats } from './ui-formats.ts'

const samples = new URL('../../../samples/', import.meta.url)
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(name, samples)))
const sourceOf = (name: string, bytes = bytesOf(name)) => bytesSource(name, bytes)
const options = { platform: nodePlatform, key: new Uint8Array(32) }
const told = (work: Promise<unknown>) =>
  work.then(
    () => 'was read',
    (error: Error) => `${error.name}: ${error.message}`,
  )
const uiSamples = readdirSync(samples).filter(name => name.startsWith('ui-'))

describe('opening a UI log', () => {
  test('every sample is known by its content, under any name', async () => {
    const found = new Map<string, string>()
    for (const name of uiSamples) {
      const { format, log } = await openUiLog(sourceOf('nameless', bytesOf(name)), options)
      expect(log.eventCount).toBeGreaterThan(0)
      found.set(name, format!)
    }
    const formats = new Set(found.values())
    expect(uiFormats.map(({ id }) => id).filter(id => !formats.has(id))).toEqual([])
  })

  test('no other sample is taken for a UI log', async () => {
    const files = readdirSync(samples, { withFileTypes: true }).flatMap(entry => (entry.isFile() ? [entry.name] : []))
    const others = files.filter(name => !name.startsWith('ui-') && !/README|sqlite/.test(name))
    const wrong: string[] = []
    for (const name of others)
      if (!(await told(openUiLog(sourceOf(name), options))).startsWith('FormatError')) wrong.push(name)
    expect(wrong).toEqual([])
    expect(await told(openUiLog(sourceOf('order-to-cash.csv'), options))).toMatch(/in no format of UI logs.*mapping/)
  })

  test('gzip and zip are unpacked; a zip of several recordings gives one log of them', async () => {
    const name = 'ui-action-logger.csv'
    const gz = await openUiLog(sourceOf('a.csv.gz', gzipSync(bytesOf(name))), options)
    expect(gz.log.eventCount).toBe(9)
    const zip = zipSync({
      'a/one.csv': bytesOf(name),
      'a/two.json': bytesOf('ui-chrome-recorder.json'),
      'a/note.txt': new TextEncoder().encode('hello'),
    })
    const { log, problems, format } = await openUiLog(sourceOf('both.zip', zip), options)
    expect([log.eventCount, log.recordings.length, format]).toEqual([19, 2, 'action-logger + chrome-recorder'])
    expect(log.name).toBe('both.zip')
    expect(problems.find(({ kind }) => kind === 'no-recording')?.places).toEqual([{ file: 'a/note.txt' }])
  })

  test('several files become one log, each a recording', async () => {
    const { log } = await openUiLog([sourceOf('ui-rrweb.json'), sourceOf('ui-rrweb.json')], options)
    expect(log.recordings.map(({ id, first, last }) => [id, first, last])).toEqual([
      ['ui-rrweb.json', 0, 10],
      ['ui-rrweb.json (2)', 11, 21],
    ])
    expect(log.name).toBe('ui-rrweb.json and 1 more')
    const named = await openUiLog([[sourceOf('ui-rrweb.json')]], { ...options, name: 'week' })
    expect(named.log.name).toBe('week')
    const person = await openUiLog(sourceOf('ui-rrweb.json'), { ...options, name: 'of ann.lee@shop.test' })
    expect(person.log.name).not.toContain('ann.lee')
  })

  test('a stored log is read without its times where these are to be ignored', async () => {
    const stored = sourceOf('ui-log.jsonl')
    const [as, without] = [await openUiLog(stored, options), await openUiLog(stored, { ...options, times: 'ignore' })]
    expect([...as.log.time].some(time => !Number.isNaN(time))).toBe(true)
    expect([...without.log.time].every(Number.isNaN)).toBe(true)
    expect(without.log.order).toEqual({ by: 'input', moved: 0, ties: 0, withoutTime: as.log.eventCount })
    expect([...without.log.ordinal]).toEqual([...as.log.ordinal])
  })

  test('an episode whose files of events are empty is refused by name', async () => {
    const files = [
      bytesSource('ep/events.jsonl', new Uint8Array(0)),
      bytesSource('ep/metadata.json', bytesOf('ui-log.jsonl')),
    ]
    expect(await told(openUiLog(files, options))).toMatch(/^FormatError: .*ep\/events\.jsonl.*holds no actions/)
  })

  test('an empty file, bytes without sense and a key that is missing are told', async () => {
    expect(await told(openUiLog(sourceOf('x', new Uint8Array(0)), options))).toMatch(/x: The file is empty/)
    expect(await told(openUiLog(sourceOf('x', new Uint8Array(500)), options))).toMatch(/no format of UI logs/)
    expect(await told(openUiLog(sourceOf('ui-rrweb.json'), { platform: nodePlatform }))).toMatch(/key is needed/)
    expect(await told(openUiLog(sourceOf('ui-rrweb.json'), { ...options, format: 'x' }))).toMatch(/no format "x"/)
  })

  test('a truncated file is read as far as it goes, or refused', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...uiSamples),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (name, part) => {
          const bytes = bytesOf(name)
          const result = await told(
            openUiLog(sourceOf(name, bytes.subarray(0, Math.floor(bytes.length * part))), options),
          )
          expect(result).toMatch(/^(was read|FormatError)/)
        },
      ),
      { numRuns: 60 },
    ))
})

describe('masking on import', () => {
  test('of what was typed, copied or seen nothing is in the log, and of people only pseudonyms', async () => {
    for (const name of uiSamples) {
      const { log } = await openUiLog(sourceOf(name), options)
      const dictionaries = [log.user, log.sourceAction, log.values.shape, log.values.hash, log.values.clear]
      const texts = [...dictionaries, log.elements.page, log.elements.window, log.elements.document, log.elements.name]
        .map(({ dictionary }) => new TextDecoder().decode(dictionary.bytes))
        .join('\n')
      expect(texts, name).not.toMatch(/PO-1047|hunter2|\bann\b|81f|Curie/)
      expect(log.capture).toEqual([])
    }
  })

  test('the capture rule keeps values, but no password, and is told by the log', async () => {
    const { log } = await openUiLog(sourceOf('ui-rrweb.json'), { ...options, keepValues: true })
    expect(log.capture).toEqual(['keep-values'])
    expect(printUi(log).join('\n')).toMatch(/PO-10471/)
    expect(new TextDecoder().decode(log.values.clear.dictionary.bytes)).not.toContain('hunter2')
  })
})

describe('tables by a mapping', () => {
  test('columns are proposed with reasons; what numbers rows or tells the task is left out', async () => {
    const { mapping, confidence, reasons, actions } = await proposeUiMapping(sourceOf('ui-table-windows.csv'), options)
    expect(mapping).toMatchObject({
      version: 1,
      time: { columns: ['TimestampUTC'] },
      user: 'UserName',
      action: 'EventType',
      value: 'Text',
      x: 'MouseX',
      y: 'MouseY',
      recording: 'SessionID',
      element: {
        application: 'ApplicationName',
        window: 'ActiveWindowTitle',
        page: 'URL',
        role: 'ElementType',
        name: 'ElementName',
      },
    })
    expect(confidence).toBeGreaterThan(0.8)
    expect(reasons.filter(({ about }) => about === 'left out').map(({ column }) => column)).toEqual([
      'EventID',
      'Label',
    ])
    expect(actions.map(({ word, action }) => `${word} → ${action}`)).toEqual([
      'Left-click → click',
      'Active window changed → switch',
      'Clipboard changed → copy',
      'Entered text → enter',
      'Keyboard command → hotkey',
      'Mouse wheel (down) → scroll',
    ])
  })

  test('are read by what was proposed, recordings put together', async () => {
    const { log, mapping } = await openUiLog(sourceOf('ui-table-windows.csv'), { ...options, keepValues: true })
    expect(printUi(log).map(line => line.replace(/^\S+ \| /, ''))).toEqual([
      'chrome | switch',
      'chrome | click | textbox Order number',
      'chrome | enter | textbox Order number | PO-10471',
      'chrome | hotkey | textbox Order number',
      'chrome | scroll',
      'excel | click | cell',
      'excel | copy |  | PO-10472',
    ])
    const again = await openUiLog(sourceOf('x.csv', bytesOf('ui-table-windows.csv')), {
      ...options,
      keepValues: true,
      mapping,
    })
    expect(printUi(again.log)).toEqual(printUi(log))
  })

  test('a mapping of JSON lines says itself what words mean', async () => {
    const text =
      '{"t":"03.03.2025 08:00","what":"zap","app":"Desk","box":"B2"}\n{"t":"03.03.2025 08:01","what":"zip","app":"Desk"}\n'
    const mapping = {
      version: 1,
      time: { columns: ['t'], format: 'dd.MM.yyyy HH:mm' },
      timeZone: 'Europe/Berlin',
      action: 'what',
      actions: { zap: 'submit' },
      cell: 'box',
      element: { application: 'app' },
    }
    const { log } = await openUiLog(sourceOf('x', new TextEncoder().encode(text)), { ...options, mapping })
    expect(printUi(log)).toEqual(['- | Desk | submit | [2,2]', '- | Desk | other'])
    expect(new Date(log.time[0]!).toISOString()).toBe('2025-03-03T07:00:00.000Z')
  })

  test('a mapping that is wrong is told', async () => {
    const wrong = (mapping: unknown) => told(openUiLog(sourceOf('ui-table-windows.csv'), { ...options, mapping }))
    expect(await wrong({ version: 1 })).toMatch(/action is missing/)
    expect(await wrong({ version: 1, action: 'x', colour: 'y' })).toMatch(/unknown entry "colour"/)
    expect(await wrong({ version: 1, action: 'x', element: { nome: 'y' } })).toMatch(/unknown entry "nome"/)
    expect(await wrong({ version: 1, action: 'x', actions: { a: 'fly' } })).toMatch(/must be one of/)
    expect(await wrong({ version: 1, action: 'Nothing' })).toMatch(/"Nothing" of actions is not in the table/)
  })
})

describe('exports', () => {
  test('XES has a case a recording, or a demonstration, and the levels of the interface', async () => {
    const { log: ui } = await openUiLog(sourceOf('ui-chrome-recorder.json'), options)
    const log = eventLogOfUi(ui)
    expect([log.caseCount, log.eventCount]).toEqual([1, 10])
    expect(log.activity.dictionary.text(log.activity.codes[1]!)).toBe('click order')
    expect(valueAt(log.eventAttributes.get('ui:application')!, 1)).toBe('Chrome')
    let text = ''
    for await (const chunk of writeUiXes(ui, nodePlatform)) text += new TextDecoder().decode(chunk)
    expect(text).toContain('prefix="ui"')
    expect(text.match(/<event>/g)).toHaveLength(10)
  })

  test('OCEL has recordings, people, applications, pages and elements as objects', async () => {
    const { log: ui } = await openUiLog(sourceOf('ui-table-windows.csv'), options)
    const log = objectLogOfUi(ui)
    expect(log.eventCount).toBe(7)
    expect(log.objectTypes.map(({ name }) => name).sort()).toEqual([
      'application',
      'element',
      'page',
      'recording',
      'user',
      'window',
    ])
    const at = log.objectsOfEvents.offsets
    expect(log.eventTypes[log.eventType[0]!]!.name).toBe('switch')
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(4)
    expect(textAt(ui.user, 0)).toBe(textAt(ui.user, 1))
    expect(elementAt(ui.elements, ui.element[0]!)!.page).not.toContain('81f')
  })
})
