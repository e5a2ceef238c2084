import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../base/time.ts'
import { afterWork, CLOSES, isWorkingDay, localDate, OPENS, toUtc } from './office-time.ts'
import { teams } from './order-to-cash.ts'
import { type SampleOptions, sampleCsv } from './sample-csv.ts'
import type { SampleTruth } from './truth.ts'

const samples = join(import.meta.dirname, '..', '..', '..', 'samples')

function make(options: SampleOptions): { text: string; truth: SampleTruth } {
  const pieces: Buffer[] = []
  const made = sampleCsv(options)
  for (;;) {
    const next = made.next()
    if (next.done) return { text: Buffer.concat(pieces).toString(), truth: next.value }
    pieces.push(Buffer.from(next.value))
  }
}

interface Row {
  activity: string
  start: number
  complete: number
  resource: string
  team: string
  value: number
  due: number
}
/** The file read the plain way, by case. */
function read(text: string): Map<string, Row[]> {
  const cases = new Map<string, Row[]>()
  for (const line of text.trimEnd().split('\n').slice(1)) {
    const cells = line.split(',')
    expect(cells).toHaveLength(14)
    const row = {
      activity: cells[1]!,
      start: Date.parse(cells[2]!),
      complete: Date.parse(cells[3]!),
      resource: cells[4]!,
      team: cells[5]!,
      value: Number(cells[11]),
      due: Date.parse(cells[13]!),
    }
    cases.set(cells[0]!, [...(cases.get(cells[0]!) ?? []), row])
  }
  return cases
}

/** The planted facts counted from the file, without the generator. */
function recount(cases: Map<string, Row[]>) {
  const all = [...cases.values()]
  const events = all.flat()
  const change = Date.parse('2025-01-01T00:00:00+01:00')
  const waits = (matches: (row: Row) => boolean) => {
    const found = all.flatMap(rows =>
      rows.flatMap((row, i) => (i > 0 && matches(row) ? [row.start - rows[i - 1]!.complete] : [])),
    )
    return found.length ? Math.round(found.reduce((a, b) => a + b, 0) / found.length) : 0
  }
  const count = (activity: string) => events.filter(e => e.activity === activity).length
  const approvals = (after: boolean) =>
    events.filter(e => e.activity === 'Approve order' && e.complete >= change === after)
  const pairs = all
    .map(rows => [rows.find(r => r.activity === 'Create order'), rows.findLast(r => r.activity === 'Approve order')])
    .filter(pair => pair.every(row => row && row.team === 'Sales'))
  return {
    events: events.length,
    completedCases: all.filter(rows => rows.some(r => /Receive payment|Reject order|Cancel order/.test(r.activity)))
      .length,
    valueEur: Math.round(all.reduce((sum, rows) => sum + rows[0]!.value * 100, 0)) / 100,
    reviews: count('Review credit'),
    meanReviewWaitMs: waits(row => row.activity === 'Review credit'),
    meanOtherWaitMs: waits(
      row => !['Review credit', 'Receive payment', 'Deliver goods'].includes(row.activity) && row.team !== 'System',
    ),
    priceCorrections: count('Correct price'),
    addressCorrections: count('Correct address'),
    creditRechecks: count('Check credit') - all.filter(rows => rows.some(r => r.activity === 'Check credit')).length,
    invoiceBeforeShipCases: all.filter(rows => {
      const invoice = rows.findIndex(r => r.activity === 'Create invoice')
      const ship = rows.findIndex(r => r.activity === 'Ship goods')
      return invoice >= 0 && (ship < 0 || invoice < ship)
    }).length,
    sameCreatorApproverCases: pairs.filter(([a, b]) => a!.resource === b!.resource).length,
    manualCreateAndApproveCases: pairs.length,
    automaticApprovalsBefore: approvals(false).filter(e => e.resource === 'SYSTEM').length,
    approvalsBefore: approvals(false).length,
    automaticApprovalsAfter: approvals(true).filter(e => e.resource === 'SYSTEM').length,
    approvalsAfter: approvals(true).length,
    meanApprovalWaitBeforeMs: waits(row => row.activity === 'Approve order' && row.complete < change),
    meanApprovalWaitAfterMs: waits(row => row.activity === 'Approve order' && row.complete >= change),
    deliveries: count('Deliver goods'),
    deliveriesOnTime: events.filter(e => e.activity === 'Deliver goods' && e.complete <= e.due).length,
  }
}

describe('the sample', () => {
  const { text, truth } = make({ cases: 1000, seed: 1, order: 'case' })
  const cases = read(text)

  test('is made again byte for byte', () => {
    expect(text).toBe(readFileSync(join(samples, 'order-to-cash.csv'), 'utf8'))
    expect(Buffer.byteLength(text)).toBeLessThan(1_200_000)
  })

  test('holds what the generator says that it planted', () => {
    expect(truth).toMatchObject(recount(cases))
    expect(truth.cases - truth.emptyCases).toBe(cases.size)
  })

  test('is described with its true figures', () => {
    const t = truth
    const hours = (ms: number) => `${(ms / HOUR).toFixed(1)} h`
    const rows = readFileSync(join(samples, 'README.md'), 'utf8')
      .split('\n')
      .filter(line => line.startsWith('| ') && !line.startsWith('| what'))
      .map(line => line.split('|')[2]!.trim())
    expect(rows).toEqual([
      `${cases.size}; ${t.events}`,
      `${cases.size - t.completedCases}`,
      `${t.valueEur}`,
      `${t.reviews}; ${hours(t.meanReviewWaitMs)}`,
      hours(t.meanOtherWaitMs),
      `${t.priceCorrections}; ${t.addressCorrections}; ${t.creditRechecks}`,
      `${t.invoiceBeforeShipCases}`,
      `${t.sameCreatorApproverCases} of ${t.manualCreateAndApproveCases}`,
      `${t.automaticApprovalsBefore} of ${t.approvalsBefore}; ${t.automaticApprovalsAfter} of ${t.approvalsAfter}`,
      `${hours(t.meanApprovalWaitBeforeMs)}; ${hours(t.meanApprovalWaitAfterMs)}`,
      `${t.deliveriesOnTime} of ${t.deliveries}`,
    ])
  })

  test('shows the bottleneck, the change, and teams of at least five people', () => {
    expect(truth.meanReviewWaitMs).toBeGreaterThan(3 * truth.meanOtherWaitMs)
    expect(truth.meanApprovalWaitAfterMs).toBeLessThan(truth.meanApprovalWaitBeforeMs / 3)
    for (const [team, names] of Object.entries(teams))
      if (team !== 'System' && team !== 'Carrier') expect(names.length).toBeGreaterThanOrEqual(5)
    const people = new Set([...cases.values()].flat().map(row => row.resource))
    expect(people.size).toBeGreaterThanOrEqual(12)
  })

  test('never works before it starts, and people work in office hours of Berlin', () => {
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Berlin',
      hour: '2-digit',
      weekday: 'short',
      hour12: false,
    })
    for (const row of [...cases.values()].flat()) {
      expect(row.start).toBeLessThanOrEqual(row.complete)
      if (row.team === 'System' || row.team === 'Carrier') continue
      const [weekday, hour] = clock.format(row.start).split(' ')
      expect(weekday).not.toMatch(/Sat|Sun/)
      expect(Number(hour)).toBeGreaterThanOrEqual(8)
      expect(Number(hour)).toBeLessThan(17)
    }
  })

  test('by time has the same rows, ordered by complete', () => {
    const byTime = make({ cases: 1000, seed: 1, order: 'time' }).text
    expect(byTime.split('\n').sort()).toEqual(text.split('\n').sort())
    const completes = byTime
      .trimEnd()
      .split('\n')
      .slice(1)
      .map(line => line.split(',')[3]!)
    expect(completes).toEqual([...completes].sort())
  })

  test('with another seed is another log of the same kind', () => {
    const other = make({ cases: 1000, seed: 2, order: 'case' })
    expect(other.text).not.toBe(text)
    expect(other.truth).toMatchObject(recount(read(other.text)))
  })

  test('of no cases is a header', () => {
    expect(make({ cases: 0, seed: 1, order: 'time' }).text.split('\n')).toHaveLength(2)
  })
})

describe('office time', () => {
  const instants = fc.integer({ min: 0, max: 700 * 24 * 3600 }).map(seconds => seconds * 1000)
  test('local time is that of Europe/Berlin', () => {
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Berlin',
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    fc.assert(
      fc.property(instants, local => {
        fc.pre(local % DAY >= 3 * HOUR)
        expect(`${clock.format(toUtc(local)).replace(' ', 'T')}.000Z`).toBe(
          new Date(Date.UTC(2024, 0, 1) + local).toISOString(),
        )
      }),
    )
  })
  test('work ends in office hours, no sooner than after its length, and later work later', () =>
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 0, max: 40 * HOUR }),
        fc.integer({ min: 0, max: HOUR }),
        (from, ms, more) => {
          const end = afterWork(from, ms)
          expect(end).toBeGreaterThanOrEqual(from + ms)
          expect(isWorkingDay(Math.floor(end / DAY))).toBe(true)
          expect(end % DAY).toBeGreaterThanOrEqual(OPENS)
          expect(end % DAY).toBeLessThanOrEqual(CLOSES)
          expect(afterWork(from, ms + more)).toBeGreaterThanOrEqual(end)
        },
      ),
    ))
  test('nine hours from Thursday noon before Easter 2024 end on Tuesday noon', () => {
    expect(afterWork(localDate(2024, 3, 28) + 12 * HOUR, 9 * HOUR)).toBe(localDate(2024, 4, 2) + 12 * HOUR)
  })
})
