import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { fileSource, nodePlatform as platform } from '../src/base/platform.node.ts'
import { openLog, proposeMapping } from '../src/formats/index.ts'
import { printLog, printProblems } from '../src/formats/table/reading.fixture.ts'

const sample = (name: string) => fileSource(resolve(import.meta.dirname, '..', 'samples', name))

test('csv-semicolon-decimal-comma.csv: German names, dates and numbers', async () => {
  const { log } = await openLog(await sample('csv-semicolon-decimal-comma.csv'), { platform })
  expect(printLog(log, 'org:resource', 'Betrag', 'Region')).toEqual([
    '2001: Auftrag anlegen@2023-01-02T08:05 org:resource=Weber Betrag=1250.5 Region=Nord, Bonität prüfen@2023-01-02T09:50 org:resource=Yilmaz Betrag=1250.5 Region=Nord, Ware senden@2023-01-14T11:20 org:resource=Novak Betrag=1250.5 Region=Nord',
    '2002: Auftrag anlegen@2023-01-03T10:20 org:resource=Weber Betrag=80 Region=Süd, Ware senden@2023-01-06T16:00 org:resource=Novak Betrag=80 Region=Süd',
  ])
  expect(log.caseAttributes.get('Betrag')).toMatchObject({ type: 'float', meaning: { kind: 'money' } })
  expect(log.caseAttributes.get('Fällig am')).toMatchObject({ type: 'date', meaning: { kind: 'due' } })
})

test('csv-bad-rows.csv: every fault is told, and no good row is lost', async () => {
  const { log, problems } = await openLog(await sample('csv-bad-rows.csv'), { platform })
  expect(printLog(log)).toEqual([
    '1: create@2023-01-02T08:00, pay, at once@2023-01-03T08:00',
    '2: create@, =HYPERLINK("http://example.org")@2023-01-05T08:00, ∅@2023-01-06T08:00',
    '3: "open@2023-01-07T08:00',
    '4: create@2023-01-08T08:00',
  ])
  expect(printProblems(problems)).toEqual([
    'duplicate-header ×1 (row 1 "cost")',
    'long-row ×1 (row 5 6 cells, first beyond: beyond)',
    'short-row ×1 (row 3 4 cells)',
    'missing-case-id ×1 (row 4 "case")',
    'unreadable-time ×1 (row 5 "time" tomorrow)',
    'missing-time ×1 (row 5 "time")',
    'blank-row ×1 (row 7)',
    'missing-activity ×1 (row 8 "activity")',
    'unclosed-quote ×1 (row 9)',
  ])
})

test('csv-ambiguous-dates.csv: nothing decides between day and month, so it is asked', async () => {
  const { questions } = await proposeMapping(await sample('csv-ambiguous-dates.csv'), { platform })
  expect(questions.map(({ column, chosen }) => [column, chosen])).toEqual([['changed at', 'dd/MM/yyyy HH:mm']])
})

test('json-nested-events.jsonl and json-issue-history.json: nested keys and rows inside rows', async () => {
  const events = await openLog(await sample('json-nested-events.jsonl'), { platform })
  expect(printLog(events.log, 'order.region', 'amount')).toEqual([
    'A-1: create@2023-01-02T08:00 order.region=EU amount=null, pay@2023-01-03T10:30 order.region=EU amount=12.5',
    'A-2: create@2023-01-02T09:00 order.region=US amount=null',
  ])
  const issues = await openLog(await sample('json-issue-history.json'), { platform })
  expect(printLog(issues.log, 'org:resource')).toEqual([
    'P-1: In work@2023-01-02T07:00 org:resource=weber, novak@2023-01-04T15:00 org:resource=novak, Done@2023-01-04T15:00 org:resource=novak',
    'P-2: Done@2023-01-03T08:00 org:resource=weber',
  ])
})
