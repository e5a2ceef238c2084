import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { bytesSource } from '../../base/platform.ts'
import { maskedAt } from '../../log/masked.ts'
import { elementAt, textAt } from '../../log/ui-log.ts'
import { actionLogger } from './action-logger.ts'
import { activityWatch } from './activity-watch.ts'
import { agentNet } from './agent-net.ts'
import { chromeRecorder } from './chrome-recorder.ts'
import { playwrightCodegen } from './playwright-codegen.ts'
import { printUi, readBytes, readSample, readText } from './reading.fixture.ts'
import { rrweb } from './rrweb.ts'
import { smartRpa } from './smart-rpa.ts'
import { stepsRecorder } from './steps-recorder.ts'
import type { UiFormat, UiReading } from './ui-format.ts'
import { workflowUse } from './workflow-use.ts'

/** Rows without the pseudonym before them. */
const rows = ({ log }: UiReading) => printUi(log).map(line => line.replace(/^\S+ \| /, ''))
const kinds = ({ problems }: UiReading) => problems.map(({ kind, count }) => `${kind} ${count}`)
const isoTimes = ({ log }: UiReading) => [...log.time].map(ms => new Date(ms).toISOString().slice(11, 21))
const passwords = ({ log }: UiReading) =>
  [...log.value].filter(v => v >= 0 && maskedAt(log.values, v)!.class === 'secret').map(v => maskedAt(log.values, v))
const NO_PASSWORD = { class: 'secret', hash: null, clear: null, keys: [] }

describe('SmartRPA', () => {
  test('browser, Office, clipboard and system in one table', async () => {
    const reading = await readSample(smartRpa, 'ui-smart-rpa.csv')
    expect(rows(reading)).toEqual([
      'Microsoft Excel | read | cell[2,2] | PO-10471',
      'Microsoft Excel | copy |  | PO-10471',
      'Microsoft Excel | copy | clipboard | PO-10471',
      'Chrome | enter | textbox Order number | PO-10471',
      'Chrome | enter | textbox pin | *',
      'Chrome | check | checkbox Express',
      'Chrome | select | combobox size | Medium',
      'Chrome | click | button Book',
      'Explorer | open',
    ])
    expect(kinds(reading)).toEqual(['zone-assumed 1', 'clipboard-attributed 1'])
    expect(isoTimes(reading).slice(0, 4)).toEqual(['09:00:00.1', '09:00:01.2', '09:00:01.3', '09:00:04.9'])
    expect([reading.log.x![0], reading.log.y![0]]).toEqual([120, 340])
    expect(passwords(reading)).toMatchObject([NO_PASSWORD])
    expect(elementAt(reading.log.elements, reading.log.element[8]!)!.document).toBe('labels.pdf')
  })
})

describe('the Chrome DevTools Recorder', () => {
  test('steps are events without times, of a demonstration of their title', async () => {
    const reading = await readSample(chromeRecorder, 'ui-chrome-recorder.json')
    expect(rows(reading)).toEqual([
      'Chrome | navigate',
      'Chrome | click | Order number',
      'Chrome | enter | textbox Order number | PO-10471',
      'Chrome | key',
      'Chrome | select | combobox size | M',
      'Chrome | save',
      'Chrome | scroll',
      'Chrome | context-click | button Book',
      'Chrome | other',
      'Chrome | close',
    ])
    const { log } = reading
    expect(kinds(reading)).toEqual(['no-interaction 2', 'no-action 1'])
    expect(log.demonstrations).toEqual([{ task: 'Book a parcel', first: 0, last: 9 }])
    expect(log.order).toEqual({ by: 'input', moved: 0, ties: 0, withoutTime: 10 })
    expect([...log.ordinal]).toEqual([1, 2, 3, 4, 6, 8, 11, 12, 14, 16])
    expect(elementAt(log.elements, log.element[1]!)).toEqual({
      system: null,
      application: 'Chrome',
      document: null,
      window: 'New parcel',
      page: 'https://parcels.example/new?session=81f',
      group: null,
      role: null,
      name: 'Order number',
      identifier: 'order',
      selectors: [
        { kind: 'id', text: 'order' },
        { kind: 'aria', text: 'Order number' },
        { kind: 'xpath', text: '//*[@id="order"]' },
      ],
    })
    expect(elementAt(log.elements, log.element[7]!)!.group).toBe('frame 0')
  })
})

describe('Playwright codegen', () => {
  test('lines of actions by their locators', async () => {
    const reading = await readSample(playwrightCodegen, 'ui-playwright.jsonl')
    expect(rows(reading)).toEqual([
      'chromium | open',
      'chromium | click | textbox Order number',
      'chromium | enter | textbox Order number | PO-10471',
      'chromium | key | textbox Customer',
      'chromium | hotkey | textbox Customer',
      'chromium | select | size | M',
      'chromium | check | express',
      'chromium | upload | textbox Label',
      'chromium | context-click | Book',
      'chromium | close',
    ])
    expect(kinds(reading)).toEqual(['no-interaction 1', 'broken-json 1'])
    const { log } = reading
    expect([textAt(log.sourceAction, 3), textAt(log.sourceAction, 4)]).toEqual(['key Tab', 'Control+A'])
    expect(elementAt(log.elements, log.element[9]!)!.page).toBe('https://parcels.example/done')
    expect(elementAt(log.elements, log.element[5]!)!.selectors[0]).toEqual({ kind: 'testid', text: 'size' })
  })
})

describe('elements of Playwright', () => {
  test('names lose their escapes, and what stands in a frame says in which', async () => {
    const at = { signals: [], pageAlias: 'page' }
    const lines = [
      { name: 'click', selector: 'internal:role=button[name="Say \\"go\\""i]', ...at, framePath: [] },
      { name: 'click', selector: 'internal:text="Send"i', ...at, framePath: ['#outer', 'iframe[name="inner"]'] },
    ]
    const { log } = await readText(playwrightCodegen, lines.map(line => JSON.stringify(line)).join('\n'))
    const [button, send] = [0, 1].map(row => elementAt(log.elements, log.element[row]!)!)
    expect(button).toMatchObject({ name: 'Say "go"', group: null })
    expect(send).toMatchObject({ name: 'Send', group: 'iframe[name="inner"]' })
  })
})

describe('workflow-use', () => {
  test('the steps of a workflow', async () => {
    const reading = await readSample(workflowUse, 'ui-workflow-use.json')
    expect(rows(reading)).toEqual([
      'Chrome | navigate',
      'Chrome | enter | textbox Order number | PO-10471',
      'Chrome | enter | textbox Pin | *',
      'Chrome | select | combobox Size | Medium',
      'Chrome | key | textbox',
      'Chrome | click | button Book',
      'Chrome | scroll',
    ])
    expect(kinds(reading)).toEqual(['no-action 1'])
    expect(reading.log.demonstrations).toEqual([{ task: 'Book a parcel', first: 0, last: 6 }])
    expect(passwords(reading)).toMatchObject([NO_PASSWORD])
    expect(elementAt(reading.log.elements, reading.log.element[5]!)!.group).toBe('frame https://ads.example/frame')
  })

  test('the events of all tabs, by their times', async () => {
    const event = (messageType: string, timestamp: number, rest = {}) => ({
      messageType,
      timestamp,
      url: 'https://x.test/',
      ...rest,
    })
    const text = JSON.stringify({
      7: {
        info: {},
        events: [
          event('CUSTOM_CLICK_EVENT', 1740988801000, { elementTag: 'A', elementText: 'Open', xpath: 'a' }),
          event('RRWEB_EVENT', 1740988801000),
        ],
      },
      9: {
        info: {},
        events: [
          event('CUSTOM_TAB_ACTIVATED', 1740988800000),
          event('CUSTOM_INPUT_EVENT', 1740988802000, { elementTag: 'INPUT', value: 'x' }),
        ],
      },
    })
    const reading = await readText(workflowUse, text)
    expect(workflowUse.recognises(new TextEncoder().encode(text))).toBeGreaterThan(0.9)
    expect(rows(reading)).toEqual(['Chrome | switch', 'Chrome | click | link Open', 'Chrome | enter | textbox | x'])
  })
})

describe('rrweb', () => {
  test('nodes are elements of the page as it is at the time, and letters are put together', async () => {
    const reading = await readSample(rrweb, 'ui-rrweb.json')
    expect(rows(reading)).toEqual([
      'Browser | navigate',
      'Browser | click | textbox Order number',
      'Browser | enter | textbox Order number | PO-10471',
      'Browser | enter | textbox Pin | *',
      'Browser | check | checkbox express',
      'Browser | scroll',
      'Browser | click | cell[2,2]',
      'Browser | click | button Book',
      'Browser | note',
      'Browser | click',
      'Browser | navigate',
    ])
    const { log } = reading
    expect(kinds(reading)).toEqual(['merged 3', 'unknown-node 1'])
    expect(isoTimes(reading)[2]).toBe('08:00:02.5')
    expect(passwords(reading)).toMatchObject([NO_PASSWORD])
    expect(elementAt(log.elements, log.element[7]!)).toMatchObject({ group: 'parcel', identifier: 'book' })
    expect(elementAt(log.elements, log.element[6]!)!.selectors).toEqual([
      { kind: 'css', text: 'html > body > table > tbody > tr:nth-of-type(2) > td:nth-of-type(2)' },
    ])
  })

  test('one event a line, and an object that holds the list', async () => {
    const events = JSON.parse(readFileSync(new URL('../../../samples/ui-rrweb.json', import.meta.url), 'utf8'))
    const lines = events.map((event: unknown) => JSON.stringify(event)).join('\n')
    const whole = JSON.stringify({ events })
    for (const text of [lines, whole]) {
      expect(rrweb.recognises(new TextEncoder().encode(text))).toBeGreaterThan(0.9)
      expect((await readText(rrweb, text)).log.eventCount).toBe(11)
    }
  })

  test('a page that nests deeper than a call stack is read', async () => {
    let node: object = { type: 3, id: 1, textContent: 'x' }
    for (let id = 2; id < 1500; id++) node = { type: 2, id, tagName: 'div', attributes: {}, childNodes: [node] }
    const text = JSON.stringify([
      { type: 2, data: { node }, timestamp: 1 },
      { type: 3, data: { source: 2, type: 2, id: 1 }, timestamp: 2 },
    ])
    expect(rows(await readText(rrweb, text))).toEqual(['Browser | click | div'])
  })
})

describe('the Windows Steps Recorder', () => {
  test('steps by their controls, in the languages of Windows, over midnight', async () => {
    const reading = await readSample(stepsRecorder, 'ui-steps-recorder.mht')
    expect(rows(reading)).toEqual([
      'Parcel desk | click | textbox Order number',
      'Parcel desk | enter | textbox Order number',
      'PARCEL.EXE | double-click | listitem PO-10471',
      'PARCEL.EXE | scroll',
    ])
    const { log } = reading
    expect(kinds(reading)).toEqual(['day-of-file 1', 'zone-assumed 1', 'missed-actions 1'])
    expect([...log.time].map(ms => new Date(ms).toISOString().slice(0, 19))).toEqual([
      '2025-03-03T23:59:41',
      '2025-03-03T23:59:50',
      '2025-03-04T00:00:05',
      '2025-03-04T00:00:12',
    ])
    expect(elementAt(log.elements, log.element[0]!)).toMatchObject({
      system: 'Windows',
      window: 'New parcel',
      group: 'Order & size',
      identifier: 'txtOrder',
    })
    expect(elementAt(log.elements, log.element[2]!)!.identifier).toBeNull()
  })
})

describe('AgentNet', () => {
  const lines = () => readFileSync(new URL('../../../samples/ui-agent-net.jsonl', import.meta.url))
  test('reduced actions with their targets', async () => {
    const reading = await readSample(agentNet, 'ui-agent-net.jsonl')
    expect(rows(reading)).toEqual([
      '- | click | button Settings',
      '- | double-click | listitem Display',
      '- | enter | textbox Brightness | 78',
      '- | save',
      '- | scroll',
    ])
    expect(kinds(reading)).toEqual(['relative-times 1'])
  })

  test('with the other files of the episode: task, application and day', async () => {
    const file = (name: string, text: string | Uint8Array) =>
      bytesSource(`episode/${name}`, typeof text === 'string' ? new TextEncoder().encode(text) : text)
    const files = [
      file('reduced_events_complete.jsonl', lines()),
      file('metadata.json', '{"start_time":"2025-03-03 09:00:00","video_start_timestamp":1000}'),
      file('task_name.json', '{"task_name":"Set the brightness","description":""}'),
      file(
        'top_window.jsonl',
        '{"time_stamp":900,"top_window_name":"explorer"}\n{"time_stamp":1002,"top_window_name":"Settings"}',
      ),
    ]
    expect(agentNet.bag!.recognises(files.map(({ name }) => name))).toBe(true)
    const { platform, masker } = {
      platform: (await import('../../base/platform.node.ts')).nodePlatform,
      masker: (await import('./reading.fixture.ts')).clearMasker(),
    }
    const reading = await agentNet.bag!.read(files, { platform, masker })
    expect(rows(reading).map(row => row.split(' | ')[0])).toEqual([
      'explorer',
      'Settings',
      'Settings',
      'Settings',
      'Settings',
    ])
    expect(new Date(reading.log.time[1]!).toISOString()).toBe('2025-03-03T09:00:03.000Z')
    expect(reading.log.demonstrations).toEqual([{ task: 'Set the brightness', first: 0, last: 4 }])
  })
})

describe('ActivityWatch', () => {
  test('buckets of a machine as one recording in order, time away as a cut', async () => {
    const reading = await readSample(activityWatch, 'ui-activity-watch.json')
    expect(rows(reading)).toEqual([
      'Chrome | switch | window',
      'Browser | navigate | document',
      'Excel | switch | window',
      'Editor | open | document',
    ])
    const { log } = reading
    expect(log.recordings.map(({ first, last }) => [first, last])).toEqual([
      [0, 2],
      [3, 3],
    ])
    expect([...log.cuts]).toEqual([2])
    expect(kinds(reading)).toEqual(['unknown-bucket 1'])
  })
})

describe('what is hostile or broken', () => {
  const readers: readonly [UiFormat, string][] = [
    [chromeRecorder, '{"title":"x","steps":[{"type":"click"'],
    [workflowUse, '{"steps":7}'],
    [rrweb, '{"type":2}'],
    [activityWatch, '{"buckets":3}'],
    [stepsRecorder, 'MIME-Version: 1.0\n\nno steps'],
    [chromeRecorder, `{"title":"x","steps":[${'['.repeat(5000)}${']'.repeat(5000)}]}`],
  ]
  test('is refused with a sentence that says what', async () => {
    const told: string[] = []
    for (const [format, text] of readers)
      await readText(format, text, {}, 'x.json').then(
        () => told.push('was read'),
        (error: Error) => told.push(`${error.name}: ${error.message.slice(0, 48)}`),
      )
    expect(told.map(text => text.split(':')[0])).toEqual(readers.map(() => 'FormatError'))
    expect(told[5]).toContain('nested deeper')
  })

  test('what is of another kind than it should be does not stop the reading', async () => {
    const odd = [null, 7, 'x', [], {}, { type: 'click', selectors: 'x' }, { type: 3, data: { source: 0, adds: 'x' } }]
    const counts = [
      await readText(chromeRecorder, JSON.stringify({ title: 7, steps: odd })),
      await readText(
        rrweb,
        JSON.stringify([...odd, { type: 2, data: { node: { id: 'x', childNodes: [{ id: 1 }] } } }]),
      ),
      await readText(workflowUse, JSON.stringify({ steps: odd })),
      await readText(
        activityWatch,
        JSON.stringify({ buckets: { a: { type: 'currentwindow', events: odd }, b: null } }),
      ),
    ].map(({ log }) => log.eventCount)
    expect(counts).toEqual([2, 0, 2, 7])
  })

  test('words that every object knows are no actions, roles or keys', async () => {
    for (const word of ['constructor', '__proto__', 'toString']) {
      const flow = {
        title: 't',
        steps: [
          { type: word, selectors: [[word]] },
          { type: 'keyDown', key: word },
        ],
      }
      expect(rows(await readText(chromeRecorder, JSON.stringify(flow)))[0]).toContain('Chrome | other')
      const steps = [
        { type: word, elementTag: word },
        { type: 'key_press', key: `Control+${word}` },
      ]
      expect(rows(await readText(workflowUse, JSON.stringify({ steps })))[1]).toBe('Chrome | hotkey')
      const csv = `timeStamp,eventType,targetApp,target.tagName,target.type\n2025-01-01T00:00:00Z,${word},A,${word},${word}\n`
      expect(rows(await readText(actionLogger, csv))).toEqual([`A | other | ${word.toLowerCase()}`])
    }
  })

  test('one huge value is one masked value', async () => {
    const huge = 'x'.repeat(3_000_000)
    const flow = { title: 't', steps: [{ type: 'change', value: huge, selectors: [[`aria/${huge}`]] }] }
    const { log } = await readText(chromeRecorder, JSON.stringify(flow))
    expect(elementAt(log.elements, 0)!.name!.length).toBeLessThan(1100)
    expect(maskedAt(log.values, log.value[0]!)!.length).toBe(9)
  })
})

describeShared('real recordings', ['data/ui/steps-recorder', 'data/ui/agentnet-sample'], () => {
  test('the episode of AgentNet has its 14 actions', async () => {
    const path = 'data/ui/agentnet-sample/raw_episode'
    const read = (name: string) => readBytes(agentNet, readFileSync(sharedPath(path, name)))
    const [complete, vis, raw] = [
      await read('reduced_events_complete.jsonl'),
      await read('reduced_events_vis.jsonl'),
      await read('events.jsonl'),
    ]
    expect([complete.log.eventCount, vis.log.eventCount]).toEqual([14, 14])
    expect(rows(vis)).toEqual(rows(complete))
    expect(raw.log.eventCount).toBeGreaterThan(20)
  })
})
