import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { createMemoryEngine } from '../../engine/index.ts'
import { randomScenario } from '../../engine/random-log.fixture.ts'
import { defaultView } from '../engine.ts'
import type { Filter } from '../filter.ts'
import { eventLog, printLog } from '../notation.ts'
import { filteredLog } from './filtered-log.ts'

const log = eventLog('1: a@0 b@1h c@2h | 2: a@0 c@1h d@2h | 3: b@0 a@1h')
const kept = async (...filter: Filter) => printLog(await filteredLog(log, defaultView, filter, nodePlatform))

test('a case clause keeps whole cases', async () => {
  expect(await kept({ kind: 'activity', mode: 'mandatory', activities: ['d'] })).toBe(
    printLog(eventLog('2: a@0 c@1h d@2h')),
  )
})

test('an event clause keeps events, and cases that become empty leave', async () => {
  expect(await kept({ kind: 'activity', mode: 'keep', activities: ['c', 'd'] })).toBe(
    printLog(eventLog('1: c@2h | 2: c@1h d@2h')),
  )
})

test('a clause that is off does nothing, and no clause keeps everything', async () => {
  expect(await kept({ kind: 'activity', mode: 'keep', activities: [], off: true })).toBe(printLog(log))
  expect(await kept()).toBe(printLog(log))
})

test('questions about the filtered log give what the same questions give under the filter', () =>
  fc.assert(
    fc.asyncProperty(randomScenario, async ({ log, view, filter }) => {
      const plain = { ...view, level: 'event' } as const
      const filtered = await filteredLog(log, plain, filter, nodePlatform)
      const engine = createMemoryEngine({
        platform: nodePlatform,
        logs: new Map([
          ['whole', { log }],
          ['part', { log: filtered }],
        ]),
      })
      const [whole, part] = [
        { log: 'whole', view: plain, filter },
        { log: 'part', view: { ...plain, caseNotion: null }, filter: [] },
      ]
      expect(await engine.variants(part)).toEqual(await engine.variants(whole))
      const [arcs, expected] = [await engine.arcs(part), await engine.arcs(whole)]
      expect(arcs.frequency).toEqual(expected.frequency)
      expect(arcs.caseFrequency).toEqual(expected.caseFrequency)
      const { totalCases, totalEvents, emptied, ...summary } = await engine.summary(whole)
      expect(await engine.summary(part)).toMatchObject(summary)
    }),
  ))
