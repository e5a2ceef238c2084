import { expect, test } from 'vitest'
import { checkRules, readRules, summarise } from '../compliance/index.ts'
import { eventLog } from '../log/notation.ts'
import { PersonGate } from '../privacy/person-gate.ts'
import { complianceReport } from './compliance-report.ts'
import { documentHtml } from './document/html.ts'

const hostile = `<script>alert(1)</script>'"&\u202e`

async function report(notation: string, said: readonly string[]) {
  const log = eventLog(notation)
  const rules = said.map((rule, i) => ({
    id: `r${i}`,
    name: `Rule ${hostile}`,
    severity: 'high',
    owner: hostile,
    source: hostile,
    rule,
    measure: 'n',
  }))
  const file = readRules(JSON.stringify({ parfocal: 'rules', version: 1, rules }), 'r.json')
  const checked = await checkRules(log, file)
  return complianceReport(file.name, summarise(log, checked, { gate: new PersonGate() }), {
    ...{ version: '1.2.3', command: `parfocal rules check ${hostile}`, at: checked.now, notes: [hostile], idle: [] },
    log: { name: hostile, cases: log.caseCount, events: log.eventCount, runningCases: 0, fingerprint: 'sha256:1' },
    files: [{ role: 'Rules', name: 'r.json', sha256: 'abc' }],
  })
}

test('every rule has its numbers, its source and its cases; the end says how to check it again', async () => {
  const text = JSON.stringify(
    await report('c1: b@0{n=5} | c2: a@0 b@1h{n=7}', ['"a" before "b"', 'colour = "x" requires "a" is required']),
  )
  expect(text).toContain('1 of 2 rules is broken. 1 could not be answered.')
  expect(text).toContain('n of cases that break it: total 5, mean 5 (others 7).')
  expect(text).toContain('Throughput time of cases that break it: total 0 s, mean 0 s (others 1 h).')
  expect(text).toContain('["c1","2024-01-01 00:00:00","by the event","b (event 1)","–","–"]')
  expect(text).toContain('the log has no attribute \\"colour\\"')
  expect(text).toContain('sha256:abc')
})

test('nothing of a log or a rule becomes markup, and nothing is loaded or run', async () => {
  const html = documentHtml(await report(`"${hostile.replaceAll('"', '')}": b@0{n=5}`, ['"b" is forbidden']))
  expect(html).not.toContain('<script')
  expect(html).not.toContain('\u202e')
  expect(html).not.toMatch(/<(img|link|iframe|object|a)\b|\son\w+=|style="/)
  expect(html).toContain("default-src 'none'")
})
