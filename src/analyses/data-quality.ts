import { z } from 'zod'
import { type Arcs, FROM_START, TO_END } from '../log/engine.ts'
import type { Analysis, Finding, Table } from './analysis.ts'
import { similarNames } from './similar-names.ts'
import { cases, events, percent, plain, ratio, times } from './words.ts'

const params = z.object({
  missing: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe('Share of missing values from which on an attribute is named, 0 to 1.'),
  midnight: z
    .number()
    .min(0)
    .max(1)
    .default(0.9)
    .describe('Share of times at midnight from which on an activity counts as dated by day only, 0 to 1.'),
})

/** What in the log itself may mislead: read this before believing anything else. */
export const dataQuality: Analysis<typeof params> = {
  id: 'data-quality',
  title: 'Data quality',
  asks: 'What in this log may mislead its reader?',
  params,
  async answer(engine, ask, { missing, midnight }, cancel) {
    const quality = await engine.quality(ask, cancel)
    const description = await engine.describe({ log: ask.log }, cancel)
    const size = await engine.size(ask, cancel)
    if (size.cases === 0) return { findings: [], tables: [], notes: ['No case is left under this filter.'] }
    const findings: Finding[] = []
    const share = (part: number) => (quality.events === 0 ? 0 : part / quality.events)
    const add = (id: string, count: number, sentence: string, weight: number, evidence: Finding['evidence'] = []) => {
      if (count > 0)
        findings.push({
          id,
          sentence,
          importance: Math.min(1, weight * (0.2 + share(count))),
          quantities: [events('events', count), ratio('share of events', share(count))],
          evidence,
          actions: [],
        })
    }
    add(
      'ties',
      quality.ties,
      `${percent(share(quality.ties))} of events have the same time as the event before in their case: their order is that of the input, not of the clock.`,
      0.8,
    )
    add(
      'moved',
      quality.moved,
      `${times(quality.moved, 'event', 'events')} stood behind a later one and were sorted by time.`,
      0.5,
    )
    add(
      'without-time',
      quality.withoutTime,
      `${percent(share(quality.withoutTime))} of events have no time: durations leave them out.`,
      1,
    )
    add(
      'duplicates',
      quality.duplicates,
      `${times(quality.duplicates, 'event repeats', 'events repeat')} another event of their case in activity, times and every attribute.`,
      0.9,
    )
    add(
      'implausible-times',
      quality.implausibleTimes,
      `${times(quality.implausibleTimes, 'event lies', 'events lie')} before 1971 or in the future.`,
      0.9,
    )
    add(
      'negative-durations',
      quality.negativeDurations,
      `${times(quality.negativeDurations, 'activity instance completes before it starts', 'activity instances complete before they start')}.`,
      0.9,
    )
    const byDay = quality.activity.filter(
      (_, i) => quality.frequency[i]! > 0 && quality.midnight[i]! / quality.frequency[i]! >= midnight,
    )
    if (byDay.length > 0) {
      const total = quality.activity.reduce(
        (sum, name, i) => sum + (byDay.includes(name) ? quality.frequency[i]! : 0),
        0,
      )
      add(
        'dated-by-day',
        total,
        `${percent(share(total))} of events are dated by day only (${names(byDay)}): their order within a day and short durations are not known.`,
        0.9,
        [{ kind: 'activity', activities: byDay, mode: 'mandatory' }],
      )
    }
    for (const attribute of quality.missing) {
      const part = attribute.of === 0 ? 0 : attribute.missing / attribute.of
      if (part < missing || part === 1) continue
      const isCase = attribute.scope === 'case'
      findings.push({
        id: `missing:${attribute.scope}:${attribute.key}`,
        sentence: `${percent(part)} of ${isCase ? 'cases' : 'events'} have no value of *${attribute.key}*.`,
        importance: 0.1 + 0.2 * part,
        quantities: [
          isCase ? cases('without a value', attribute.missing) : events('without a value', attribute.missing),
          ratio('share', part),
        ],
        evidence: isCase
          ? [{ kind: 'case-attribute', key: attribute.key, missing: true }]
          : [{ kind: 'event-attribute', key: attribute.key, missing: true, mode: 'mandatory' }],
        actions: [],
      })
    }
    for (const pair of similarNames(quality.activity))
      findings.push({
        id: `similar:${pair.a}|${pair.b}`,
        sentence: `2 activities may be one: *${pair.a}* and *${pair.b}*, since ${pair.because}.`,
        importance: 0.6,
        quantities: [],
        evidence: [{ kind: 'activity', activities: [pair.a, pair.b], mode: 'mandatory' }],
        actions: [],
      })
    const incomplete = await incompleteEnds(engine.arcs(ask, cancel), size.cases)
    if (incomplete.cases > 0)
      findings.push({
        id: 'incomplete',
        sentence: `${percent(incomplete.cases / size.cases)} of cases end with an activity that nearly always has a successor (${names(incomplete.activities)}): they may still be running or be cut off.`,
        importance: 0.3 + 0.5 * (incomplete.cases / size.cases),
        quantities: [cases('cases', incomplete.cases), ratio('share of cases', incomplete.cases / size.cases)],
        evidence: [{ kind: 'endpoints', end: incomplete.activities, mode: 'discard' }],
        actions: [],
      })
    if (quality.emptyCases > 0)
      findings.push({
        id: 'empty-cases',
        sentence: `${times(quality.emptyCases, 'case has', 'cases have')} no event.`,
        importance: 0.5,
        quantities: [cases('cases', quality.emptyCases), plain('of', size.cases)],
        evidence: [{ kind: 'performance', measure: 'events', from: 0, to: 1 }],
        actions: [],
      })
    findings.sort((a, b) => b.importance - a.importance)
    const tables: readonly Table[] = [
      {
        id: 'attributes',
        title: 'Attributes and their missing values',
        columns: [
          { key: 'key', label: 'Attribute' },
          { key: 'scope', label: 'Of' },
          { key: 'missing', label: 'Missing', unit: 'number' },
          { key: 'share', label: 'Share', unit: 'ratio' },
        ],
        rows: quality.missing.map(a => [a.key, a.scope, a.missing, a.of === 0 ? null : a.missing / a.of]),
      },
      {
        id: 'problems',
        title: 'What reading the log reported',
        columns: [
          { key: 'kind', label: 'Kind' },
          { key: 'frequency', label: 'Times', unit: 'number' },
          { key: 'message', label: 'What was done' },
        ],
        rows: description.problems.map(p => [p.kind, p.count, p.message]),
      },
    ]
    return {
      findings,
      tables: tables.filter(({ rows }) => rows.length > 0),
      notes: findings.length === 0 ? ['Nothing suspicious was found.'] : [],
    }
  },
}

const names = (list: readonly string[]): string =>
  list.length <= 3 ? list.map(name => `*${name}*`).join(', ') : `${names(list.slice(0, 3))} and ${list.length - 3} more`

/** Activities after which fewer than one in ten cases end, though at least 20 times something followed. */
async function incompleteEnds(asked: Promise<Arcs>, total: number) {
  const arcs = await asked
  const out = new Float64Array(arcs.activities.length)
  const end = new Float64Array(arcs.activities.length)
  arcs.from.forEach((from, i) => {
    if (from === FROM_START) return
    if (arcs.to[i] === TO_END) end[from]! += arcs.frequency[i]!
    else out[from]! += arcs.frequency[i]!
  })
  const activities = arcs.activities.filter(
    (_, i) => end[i]! > 0 && out[i]! >= 20 && end[i]! / (end[i]! + out[i]!) < 0.1,
  )
  const cases = arcs.activities.reduce((sum, name, i) => sum + (activities.includes(name) ? end[i]! : 0), 0)
  return { activities, cases: Math.min(cases, total) }
}
