import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../test/shared.ts'
import { printUi, readBytes, readSample } from './reading.fixture.ts'
import { uiXes } from './ui-xes.ts'

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
