import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../test/shared.ts'
import { nodePlatform } from '../base/platform.node.ts'
import { MINUTE } from '../base/time.ts'
import { createMemoryEngine } from '../engine/memory/memory-engine.ts'
import { defaultView } from '../log/engine.ts'
import type { EventLog } from '../log/event-log.ts'
import { EventLogBuilder } from '../log/event-log-builder.ts'
import { eventLog, NOTATION_EPOCH } from '../log/notation.ts'
import { Problems } from '../log/problems.ts'
import { type Batch, type BatchOptions, batches } from './batches.ts'

async function found(log: EventLog, options: BatchOptions = {}): Promise<readonly Batch[]> {
  const engine = createMemoryEngine({ platform: nodePlatform, logs: new Map([['log', { log }]]) })
  const attributes = [...log.eventAttributes.keys()]
  const traces = await engine.traces({ log: 'log', view: defaultView, filter: [], limit: 1_000_000, attributes })
  return batches(traces, 'org:resource', options)
}
const printed = async (notation: string, options?: BatchOptions) =>
  (await found(eventLog(notation), options)).map(
    ({ activity, resource, kind, members }) =>
      `${activity}/${resource} ${kind} ${members.map(one => one.caseId).join(' ')}`,
  )

describe('batches', () => {
  test('together, in turn, overlapping', async () => {
    const ready = (c: number) => `${c}: x@0..0/eve${c}`
    expect(await printed([1, 2].map(c => `${ready(c)} a@1h..2h/ann`).join(' | '))).toEqual(['a/ann simultaneous 1 2'])
    expect(await printed(`${ready(1)} a@1h..2h/ann | ${ready(2)} a@2h..3h/ann`)).toEqual(['a/ann sequential 1 2'])
    expect(await printed(`${ready(1)} a@1h..2h/ann | ${ready(2)} a@90m..3h/ann`)).toEqual(['a/ann concurrent 1 2'])
  })
  test('what only came while the batch ran is no part of it', async () => {
    expect(await printed('1: x@0..0/eve1 a@1h..2h/ann | 2: x@0..90m/eve2 a@2h..3h/ann')).toEqual([])
  })
  test('a pause ends a batch, unless it is short enough', async () => {
    const log = '1: x@0..0/eve1 a@1h..2h/ann | 2: x@0..0/eve2 a@125m..3h/ann'
    expect(await printed(log)).toEqual([])
    expect(await printed(log, { maxGap: 5 * MINUTE })).toEqual(['a/ann sequential 1 2'])
  })
  test('another resource or activity is another batch; few members are none', async () => {
    const log = '1: x@0..0/eve1 a@1h..2h/ann | 2: x@0..0/eve2 a@1h..2h/bob | 3: x@0..0/eve3 b@1h..2h/ann'
    expect(await printed(log)).toEqual([])
    const two = '1: x@0..0/eve1 a@1h..2h/ann | 2: x@0..0/eve2 a@1h..2h/ann'
    expect(await printed(two, { minSize: 3 })).toEqual([])
  })
  test('how long members waited', async () => {
    const [batch] = await found(eventLog('1: x@0..0/eve1 a@1h..2h/ann | 2: x@0..30m/eve2 a@1h..2h/ann'))
    expect(batch).toMatchObject({
      waitedMs: 90 * MINUTE,
      members: [
        { caseId: '1', index: 1 },
        { caseId: '2', index: 1 },
      ],
    })
  })
  test('start and end, and members in order of start, end and case', async () => {
    const log = '2: x@0..0/e2 a@1h..2h/ann | 1: x@0..0/e1 a@1h..2h/ann | 3: x@0..0/e3 a@1h..90m/ann'
    const [batch] = await found(eventLog(log))
    expect(batch!.members.map(({ caseId }) => caseId)).toEqual(['3', '1', '2'])
    expect([batch!.start, batch!.end].map(time => time - NOTATION_EPOCH)).toEqual([60 * MINUTE, 120 * MINUTE])
  })
  test('batches stand by start, then activity, then resource', async () => {
    const two = (c: number, what: string) => [c, c + 1].map(id => `${id}: x@0..0/e${id} ${what}`).join(' | ')
    const log = [two(1, 'b@1h..2h/ann'), two(3, 'a@1h..2h/bob'), two(5, 'a@1h..2h/ann'), two(7, 'z@30m..40m/zoe')].join(
      ' | ',
    )
    expect((await printed(log)).map(text => text.split(' ')[0])).toEqual(['z/zoe', 'a/ann', 'a/bob', 'b/ann'])
  })
  test('the first of a case is ready when it starts, whatever the case before did', async () => {
    expect(await printed('1: x@0..0/e | 2: a@1h..2h/ann | 3: y@0..0/f | 4: a@2h..3h/ann')).toEqual([])
  })
  test('instances without start or resource are left out', async () => {
    expect(await printed('1: x@0 a@1h/ann | 2: x@0 a@1h/ann')).toEqual([])
    expect(await printed('1: x@0..0/eve1 a@1h..2h | 2: x@0..0/eve2 a@1h..2h')).toEqual([])
  })
})

interface Expected {
  readonly log: EventLog
  /** By batch: case and activity of its members. */
  readonly groups: readonly string[]
}

function readBatchLog(name: string, column: string): Expected {
  const text = readFileSync(sharedPath('data', 'logs', 'api-batch', name), 'utf8')
  const [head, ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map(line => line.split(','))
  const at = (key: string) => head!.indexOf(key)
  const builder = new EventLogBuilder()
  const groups = new Map<string, string[]>()
  for (const cells of rows) {
    const row = builder.nextEvent(builder.cases.addText(cells[0]!))
    builder.activity.setText(row, cells[1]!)
    builder.setStart(row, Date.parse(cells[at('start_time')]!))
    builder.setComplete(row, Date.parse(cells[at('end_time')]!))
    builder.eventColumn('org:resource').setText(row, cells[at('Resource')]!)
    builder.eventColumn('enabled').set(row, Date.parse(cells[at('enabled_time')]!), 'date')
    const batch = cells[at(column)]
    if (batch) groups.set(batch, [...(groups.get(batch) ?? []), `${cells[0]} ${cells[1]}`])
  }
  return {
    log: builder.finish(new Problems()),
    groups: [...groups.values()].map(group => group.sort().join(', ')).sort(),
  }
}

interface Done {
  readonly start: number
  readonly length: number
  readonly ready: number
}
/** One case an instance, all of one activity and resource. */
const tracesOf = (done: readonly Done[]) => ({
  activities: ['a'],
  id: done.map((_, c) => String(c).padStart(6, '0')),
  offsets: [0, ...done.map((_, c) => c + 1)],
  symbols: done.map(() => 0),
  start: done.map(({ start }) => start),
  complete: done.map(({ start, length }) => start + length),
  attributes: { who: done.map(() => 'ann'), ready: done.map(({ start, ready }) => start - ready) },
})

describe('many instances', () => {
  test('batches are those of looking at one instance after the other', () => {
    const one = fc.record({ start: fc.nat(20), length: fc.nat(8), ready: fc.nat(9) })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), fc.nat(3), (unsorted, maxGap) => {
        const done = [...unsorted].sort((a, b) => a.start - b.start || a.length - b.length)
        const left = new Set(done.keys())
        const wanted: number[][] = []
        for (const [first, { start, length }] of done.entries()) {
          if (!left.delete(first)) continue
          const members = [first]
          let end = start + length
          for (const [i, next] of done.entries()) {
            if (i <= first || !left.has(i) || next.start - next.ready > start) continue
            if (next.start - end > maxGap) break
            left.delete(i)
            members.push(i)
            end = Math.max(end, next.start + next.length)
          }
          if (members.length > 1) wanted.push(members)
        }
        const found = batches(tracesOf(done), 'who', { maxGap, enabledKey: 'ready' })
        const key = (members: readonly number[]) => members.join(' ')
        expect(found.map(({ members }) => key(members.map(({ caseId }) => Number(caseId)))).sort()).toEqual(
          wanted.map(key).sort(),
        )
      }),
      { numRuns: 100 },
    )
  })
  test('that all overlap, and none is ready for another, take no square of their number', () => {
    const done = Array.from({ length: 60_000 }, (_, i) => ({ start: i, length: 1e6, ready: 0 }))
    expect(batches(tracesOf(done), 'who', { enabledKey: 'ready' })).toEqual([])
  })
  test('one batch may have more members than a call has arguments', () => {
    const done = new Array<Done>(150_000).fill({ start: 10, length: 5, ready: 10 })
    const [batch] = batches(tracesOf(done), 'who', { enabledKey: 'ready' })
    expect([batch!.members.length, batch!.kind, batch!.end]).toEqual([150_000, 'simultaneous', 15])
  })
})

describeShared('batches that are known', 'data/logs/api-batch', () => {
  test.each([
    ['expected_id', { enabledKey: 'enabled' }],
    ['expected_id_gap', { enabledKey: 'enabled', maxGap: 5 * MINUTE }],
    ['expected_id_size_4', { enabledKey: 'enabled', minSize: 4 }],
    ['expected_id_gap_size_4', { enabledKey: 'enabled', maxGap: 5 * MINUTE, minSize: 4 }],
  ])('event_log_1, %s', async (column, options) => {
    const { log, groups } = readBatchLog('event_log_1.csv', column)
    const ours = (await found(log, options)).map(({ activity, members }) =>
      members
        .map(({ caseId }) => `${caseId} ${activity}`)
        .sort()
        .join(', '),
    )
    expect(ours.sort()).toEqual(groups)
  })
  test.each(['event_log_2.csv', 'event_log_5.csv', 'event_log_6.csv'])('%s', async name => {
    const { log, groups } = readBatchLog(name, 'batch_instance_id')
    const ours = (await found(log, { enabledKey: 'enabled' })).map(({ activity, members }) =>
      members
        .map(({ caseId }) => `${caseId} ${activity}`)
        .sort()
        .join(', '),
    )
    expect(ours.sort()).toEqual(groups)
  })
})
