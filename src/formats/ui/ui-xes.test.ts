import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import type { UiLog } from '../../log/ui-log.ts'
import { uiLog } from '../../log/ui-notation.ts'
import { writeUiXes } from './export-xes.ts'
import { openUiLog } from './open-ui-log.ts'
import { writeUiLines } from './own/lines.ts'
import { printUi, readBytes, readSample } from './reading.fixture.ts'
import { uiXes } from './ui-xes.ts'

const folder = new URL('../../../samples/', import.meta.url)
const samples = readdirSync(folder).filter(name => name.startsWith('ui-'))
const options = { platform: nodePlatform, key: new Uint8Array(32) }
async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}
/** Everything that a UI log holds as its own lines, with what they name by number; selectors in the order of their texts. */
function plain(log: UiLog): unknown[] {
  const lines = Buffer.concat([...writeUiLines(log)])
    .toString()
    .trim()
    .split('\n')
  const [about, ...rest] = lines.map(line => JSON.parse(line) as Record<string, never>)
  const of = (kind: string) =>
    rest.flatMap(line => (kind in line ? [line[kind] as unknown as Record<string, never>] : []))
  const [elements, values, keys] = [of('element'), of('value'), of('keys')].map(list => list as never[])
  const named = (list: never[] | undefined, at: number | undefined) => (at === undefined ? null : (list?.[at] ?? null))
  const events = of('event').map(({ element, value, fieldValue, placeKeys, ...event }) => {
    const what = named(elements, element) as { selectors?: { text: string }[] } | null
    const selectors = [...(what?.selectors ?? [])].sort((a, b) => (a.text < b.text ? -1 : 1))
    return {
      ...event,
      element: { ...what, selectors },
      value: named(values, value),
      fieldValue: named(values, fieldValue),
      placeKeys: named(keys, placeKeys),
    }
  })
  return [about, ...events]
}

test('traces become demonstrations and events rows, in the order of the file', async () => {
  const { log } = await readSample(uiXes, 'ui-simulated.xes')
  expect(printUi(log)).toEqual([
    '- | Excel | open',
    '- | Excel | copy | cell[12,28] | PO-10471',
    '- | Web | paste | textbox Order | PO-10471',
    '- | Web | click | button OK',
    '- | Web | navigate',
  ])
  expect(log.demonstrations).toEqual([
    { task: 'case', first: 0, last: 2 },
    { task: 'case', first: 3, last: 4 },
  ])
  expect(log.value[1]).toBe(log.value[2])
})

test('an ordinary event log is no UI log', () => {
  const head = (name: string) => readFileSync(new URL(`../../../samples/${name}`, import.meta.url))
  expect(uiXes.recognises(head('ui-simulated.xes'))).toBeGreaterThan(0.9)
  expect(uiXes.recognises(head('xes-start-and-complete.xes'))).toBe(0)
})

test('what a UI log was exported as is that UI log again, up to the order of selectors', async () => {
  for (const name of samples) {
    const { log } = await openUiLog(bytesSource(name, readFileSync(new URL(name, folder))), options)
    const again = await openUiLog(bytesSource('again', await bytesOf(writeUiXes(log, nodePlatform))), options)
    expect([name, again.format]).toEqual([name, 'ui-xes'])
    expect(plain(again.log), name).toEqual(plain(log))
  }
})

test('so is one in which values stay in clear, with keys, cuts and tasks, and without times where these are ignored', async () => {
  const log = uiLog(
    `# "Book" 1
ann | Chrome | enter textbox "Order no." #order = PO-10471 @1s
ann | Excel | copy cell B2:C4 in Orders of book.xlsx = 900 @2s
#
---
ann | Chrome | click button Save @9s`,
    { clear: true, keys: text => (text.startsWith('PO') ? ['k1', 'k2'] : []) },
  )
  const exported = bytesSource('x.xes', await bytesOf(writeUiXes(log, nodePlatform)))
  const again = await openUiLog(exported, options)
  expect(plain(again.log)).toEqual(plain(log))
  expect(again.log.capture).toEqual(log.capture)
  const without = await openUiLog(exported, { ...options, times: 'ignore', cases: 'ignore' })
  expect([without.log.time.every(Number.isNaN), without.log.demonstrations]).toEqual([true, []])
})

describeShared('simulated UI logs', 'data/ui/leno-cpn', () => {
  test('all events and traces', async () => {
    for (const name of ['log1', 'log4']) {
      const { log } = await readBytes(uiXes, readFileSync(sharedPath(`data/ui/leno-cpn/${name}.xes`)))
      expect([log.eventCount, log.demonstrations.length, log.action.filter(a => a === 31).length]).toEqual([
        1400, 100, 0,
      ])
    }
  })
})
