import { dictionaryFrom } from '../../base/dictionary.ts'
import { random } from '../../base/random.ts'
import { DAY, MINUTE } from '../../base/time.ts'
import type { EventLog } from '../../log/event-log.ts'

/**
 * A seeded log for benchmarks: cases of 5..17 events over `classes` activities. The next activity mostly follows the one
 * before (so that variants repeat), or is drawn freely with probability `noise` (1: nearly every case differs).
 */
export function generatedLog(
  cases: number,
  options: { classes?: number; noise?: number; seed?: number } = {},
): EventLog {
  const { classes = 20, noise = 0.03, seed = 42 } = options
  const draw = random(seed)
  const caseOffsets = new Int32Array(cases + 1)
  for (let c = 0; c < cases; c++) caseOffsets[c + 1] = caseOffsets[c]! + 5 + Math.floor(draw() * 13)
  const events = caseOffsets[cases]!
  const codes = new Int32Array(events)
  const complete = new Float64Array(events)
  const resources = new Int32Array(events)
  const people = 50
  for (let c = 0; c < cases; c++) {
    let time = Date.UTC(2024, 0, 1) + Math.floor(draw() * 700) * DAY
    let code = 0
    for (let row = caseOffsets[c]!; row < caseOffsets[c + 1]!; row++) {
      codes[row] = code
      complete[row] = time
      resources[row] = Math.floor(draw() * people)
      code = draw() < noise ? Math.floor(draw() * classes) : (code + 1) % classes
      time += Math.floor(-Math.log(1 - draw()) * 600) * MINUTE
    }
  }
  const base = { personal: 'none' as const, meaning: null, rows: null, type: 'string' as const }
  const names = (prefix: string, count: number) =>
    dictionaryFrom(Array.from({ length: count }, (_, i) => `${prefix}${i}`))
  const nested = { rows: new Int32Array(0), nodes: [] }
  return {
    name: 'generated',
    caseCount: cases,
    eventCount: events,
    caseIds: names('case ', cases),
    caseOffsets,
    activity: { ...base, key: 'concept:name', codes, dictionary: names('activity ', classes) },
    complete,
    start: null,
    ordinal: null,
    eventAttributes: new Map([
      ['org:resource', { ...base, key: 'org:resource', codes: resources, dictionary: names('person ', people) }],
    ]),
    caseAttributes: new Map(),
    nestedOfEvents: nested,
    nestedOfCases: nested,
    attributes: [],
    classifiers: [],
    extensions: [],
    globals: [],
    resourceKey: 'org:resource',
    order: { moved: 0, ties: 0, withoutTime: 0 },
  }
}
