import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeShared, hasShared, sharedPath } from '../../../test/shared.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { openLog } from '../open.ts'
import { problemKinds } from './problem-kinds.ts'
import { linesOf, plainOf } from './reference.fixture.ts'

/** `cases/events/log attributes/globals/classifiers/extensions problem-kind*count ...` of each file. */
const expected: Readonly<Record<string, string>> = {
  attributeEventSwapped: '1/1/1/0/0/1 event-without-trace missing-activity missing-time',
  attributeTraceSwapped: '1/0/1/0/0/1 missing-case-id',
  attributeValuesSwapped: '0/0/1/0/0/0',
  booleanCorrectValue: '0/0/1/4/1/2',
  booleanIncorrectValue: '0/0/1/4/1/2 unreadable-number',
  classifierAttributeSwapped: '0/0/1/1/1/1',
  classifierCorrectAttributes: '0/0/0/2/1/2',
  classifierEmptyKeys: '0/0/0/2/0/2 incomplete-classifier',
  classifierEventCorrectAttributes: '0/0/0/2/1/2',
  classifierEventSwapped: '1/1/0/1/1/1 event-without-trace missing-time',
  classifierIncorrectKey: '0/0/0/2/1/2 classifier-unknown-key',
  classifierIncorrectScope: '0/0/0/2/0/2 unknown-scope',
  classifierNoAttributes: '0/0/0/2/0/2 stray-text incomplete-classifier',
  classifierTooManyAttributes: '0/0/0/2/1/2 unknown-xml-attribute',
  classifierTraceCorrectAttributes: '0/0/0/2/0/2 trace-classifier',
  classifierTraceSwapped: '1/0/0/1/1/1 missing-case-id',
  dateCorrectValue: '0/0/1/4/1/2',
  dateIncorrectValue: '0/0/1/4/1/2 unreadable-date',
  dateNoTZD: '0/0/1/4/1/2 missing-zone',
  elementIncorrect: '2/4/1/4/1/2 unknown-element missing-case-id event-without-trace*2 missing-time*4',
  eventCorrectAttributes: '2/4/1/4/1/2 missing-case-id event-without-trace*2 missing-time*4',
  eventIdenticalAttributes: '2/4/1/5/1/2 duplicate-key missing-case-id event-without-trace*2 missing-time*4',
  eventIncorrectType: '2/4/1/4/1/2 missing-case-id event-without-trace*2 mixed-types missing-time*4',
  eventTooManyAttributes: '2/4/1/4/1/2 unknown-xml-attribute*8 missing-case-id event-without-trace*2 missing-time*4',
  extensionAttributeSwapped: '0/0/1/0/0/1',
  extensionClassifierSwapped: '0/0/0/1/1/1',
  extensionCorrectAttributes: '0/0/0/0/0/1',
  extensionEventSwapped: '1/1/0/0/0/1 event-without-trace missing-activity missing-time',
  extensionGlobalSwapped: '0/0/0/0/0/1',
  extensionIncorrectKey: '1/1/1/2/0/1 missing-case-id missing-activity missing-time',
  extensionNoAttributes: '0/0/0/0/0/0 incomplete-extension',
  extensionNotDeclared: '0/0/0/2/0/1',
  extensionStandard: '0/0/0/0/0/7',
  extensionTooManyAttributes: '0/0/0/0/0/1 unknown-xml-attribute',
  extensionTraceSwapped: '1/0/0/0/0/1 missing-case-id',
  globalAttributeSwapped: '0/0/1/1/0/1',
  globalClassifierSwapped: '0/0/0/2/1/1',
  globalEventStringCorrectAttributes: '0/0/0/1/0/1',
  globalEventSwapped: '1/1/0/1/0/1 event-without-trace missing-time',
  globalIncorrectScope: '0/0/0/0/0/1 unknown-scope',
  globalNoAttributes: '0/0/0/0/0/1',
  globalStringCorrectAttributes: '0/0/0/1/0/1',
  globalStringNoAttributes: '0/0/0/0/0/1 attribute-without-key',
  globalStringTooManyAttributes: '0/0/0/1/0/1 unknown-xml-attribute',
  globalTooManyAttributes: '0/0/0/0/0/1 unknown-xml-attribute',
  globalTraceStringCorrectAttributes: '0/0/0/1/0/1',
  globalTraceSwapped: '1/0/0/1/0/1 missing-case-id',
  idCorrectValue: '0/0/1/4/1/2',
  idIncorrectValue: '0/0/1/4/1/2 not-a-uuid',
  intCorrectValue: '0/0/1/2/1/2',
  intIncorrectValue: '0/0/1/4/1/2 int-with-fraction',
  listEmptyValues: '0/0/1/4/1/2',
  listNoValues: '0/0/1/4/1/2',
  listTwoValues: '0/0/1/4/1/2',
  logCorrectAttributes: '0/0/0/0/0/0',
  logNoAttributes: '0/0/0/0/0/0',
  logNoNestedAttributes: '0/0/0/0/0/0',
  logOutOfPlace: '2/4/1/4/1/2 missing-case-id event-without-trace*2 misplaced-element missing-time*4',
  logTooManyAttributes: '0/0/0/0/0/0',
  realCorrectValue: '0/0/1/4/1/2',
  realIncorrectValue: '0/0/1/4/1/2 unreadable-number',
  stringCorrectAttributes: '0/0/1/2/1/2',
  stringNestedNotDeclared: '0/0/1/4/1/2',
  stringNoAttributes: '0/0/0/2/1/2 attribute-without-key',
  stringNotNestedButDeclared: '0/0/1/4/1/2',
  stringTooManyAttributes: '0/0/1/2/1/2 unknown-xml-attribute',
  traceCorrectAttributes: '1/0/1/4/1/2 missing-case-id',
  traceEventSwapped: '2/1/0/0/0/0 event-without-trace missing-case-id missing-activity missing-time',
  traceOutOfPlace: '2/4/1/4/1/2 missing-case-id event-without-trace*2 misplaced-element missing-time*4',
  traceTooManyAttributes: '1/0/1/4/1/2 unknown-xml-attribute*2 missing-case-id',
}

describeShared('the XES conformance files', 'data/logs/pm4py-xes-conformance', () => {
  const folder = sharedPath('data', 'logs', 'pm4py-xes-conformance')
  const files = hasShared('data', 'logs', 'pm4py-xes-conformance')
    ? readdirSync(folder).filter(name => name.endsWith('.xes'))
    : []

  test('are all judged', () => {
    expect(files.map(name => name.replace('.xes', '')).sort()).toEqual(Object.keys(expected).sort())
  })

  test.each(files)('%s is read, with its faults reported, under any name', async name => {
    const bytes = new Uint8Array(readFileSync(`${folder}/${name}`))
    const { log, problems } = await openLog(bytesSource(name, bytes), { platform: nodePlatform })
    const parts = [
      log.caseCount,
      log.eventCount,
      log.attributes.length,
      log.globals.length,
      log.classifiers.length,
      log.extensions.length,
    ]
    const kinds = problems.map(({ kind, count }) => (count === 1 ? kind : `${kind}*${count}`))
    expect([parts.join('/'), ...kinds].join(' ')).toBe(expected[name.replace('.xes', '')])
    const unknown = await openLog(bytesSource('unknown.bin', bytes), { platform: nodePlatform })
    expect(linesOf(plainOf(unknown.log))).toEqual(linesOf(plainOf(log)))
  })
})

describeShared('the counts of well-known logs', 'data/logs', () => {
  test.each([
    ['augusto-BPIC13_i/BPIC13_i.xes.gz', 7_554, 65_533, 4],
    ['augusto-RTFMP/RTFMP.xes.gz', 150_370, 561_470, 11],
    ['augusto-SEPSIS/SEPSIS.xes.gz', 1_050, 15_214, 16],
    ['augusto-BPIC12/BPIC12.xes.gz', 13_087, 262_200, 24],
    ['augusto-BPIC14_f/BPIC14_f.xes.gz', 41_353, 369_485, 9],
    ['kirchmann-BPI_2020_InternationalDeclarations/BPI_2020_InternationalDeclarations.xes.gz', 6_449, 72_151, 34],
  ])('%s has %d cases, %d events, %d activities', async (path, cases, events, activities) => {
    const bytes = new Uint8Array(readFileSync(sharedPath('data', 'logs', path)))
    const { log } = await openLog(bytesSource(path, bytes), { platform: nodePlatform })
    expect([log.caseCount, log.eventCount, log.activity.dictionary.size]).toEqual([cases, events, activities])
  })
})

test('every kind of problem is explained in the docs', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'formats', 'xes.md'), 'utf8')
  for (const [kind, [severity, message]] of Object.entries(problemKinds))
    expect(page).toContain(`| \`${kind}\` | ${severity} | ${message} |`)
})
