import { bench, describe } from 'vitest'
import { nodePlatform } from '../../base/platform.node.ts'
import { officeHours } from '../../log/calendar.ts'
import { type Ask, defaultView, type Engine } from '../../log/engine.ts'
import type { EventLog } from '../../log/event-log.ts'
import type { Filter } from '../../log/filter.ts'
import { generatedLog } from './generated.fixture.ts'
import { createMemoryEngine } from './memory-engine.ts'

const ask: Ask = { log: 'log', view: defaultView, filter: [] }
/** A new engine each time: nothing is remembered from the run before. */
const fresh = (log: EventLog): Engine =>
  createMemoryEngine({ platform: nodePlatform, logs: new Map([['log', { log }]]) })

const log = generatedLog(100_000)
const different = generatedLog(100_000, { noise: 1 })
const wide = generatedLog(100_000, { classes: 5000, noise: 0.2 })

const questions = (name: string, of: EventLog) =>
  describe(`${name}: ${of.caseCount} cases, ${of.eventCount} events, ${of.activity.dictionary.size} activities`, () => {
    bench('arcs with mean wait', async () => void (await fresh(of).arcs(ask)))
    bench('arcs with median and p90', async () => void (await fresh(of).arcs({ ...ask, quantiles: true })))
    bench('the 50 most common variants', async () => void (await fresh(of).variants({ ...ask, limit: 50 })))
    bench('eventually-follows', async () => void (await fresh(of).eventuallyFollows(ask)))
    bench('summary', async () => void (await fresh(of).summary(ask)))
    bench('handovers', async () => void (await fresh(of).handovers(ask)))
    bench('a page of the 50 longest cases', async () => {
      await fresh(of).cases({ ...ask, limit: 50, sort: { by: 'throughput', descending: true } })
    })
  })

questions('variants repeat', log)
questions('every case differs', different)
questions('thousands of activities', wide)

describe('a filter, then arcs', () => {
  const filters: { readonly [title: string]: Filter } = {
    'cases with an activity': [{ kind: 'activity', activities: ['activity 9'], mode: 'mandatory' }],
    'some activities only': [
      { kind: 'activity', activities: ['activity 1', 'activity 3', 'activity 5'], mode: 'keep' },
    ],
    'a year': [{ kind: 'time', mode: 'contained', from: Date.UTC(2024, 3, 1), to: Date.UTC(2025, 3, 1) }],
    'the common variants': [{ kind: 'variant-coverage', share: 0.5 }],
    crop: [{ kind: 'crop', from: ['activity 2'], to: ['activity 6'] }],
    'four eyes': [
      { kind: 'follows', from: ['activity 1'], to: ['activity 4'], relation: 'eventually', same: 'org:resource' },
    ],
  }
  for (const [title, filter] of Object.entries(filters))
    bench(title, async () => void (await fresh(log).arcs({ ...ask, filter })))
})

describe('office hours with daylight saving', () => {
  const view = { ...defaultView, calendar: officeHours('Europe/Berlin', ['2024-12-25']) }
  bench('arcs with mean wait', async () => void (await fresh(log).arcs({ ...ask, view })))
})
