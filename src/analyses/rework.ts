import { z } from 'zod'
import type { Analysis } from './analysis.ts'
import { cases, duration, events, ms, number, percent, ratio, times, under } from './words.ts'

const params = z.object({
  limit: z.number().int().min(1).max(100).default(10).describe('How many findings.'),
})

/** Which activities are done again, and how much longer the cases with rework take. */
export const rework: Analysis<typeof params> = {
  id: 'rework',
  title: 'Rework',
  asks: 'Which activities are done more than once in a case, and what does it cost in time?',
  params,
  async answer(engine, ask, { limit }, cancel) {
    const answer = await engine.rework(ask, cancel)
    const rows = answer.activity
      .map((activity, i) => ({
        activity,
        frequency: answer.frequency[i]!,
        selfLoops: answer.selfLoops[i]!,
        loops: answer.loops[i]!,
        rework: answer.rework[i]!,
        reworkCases: answer.reworkCases[i]!,
      }))
      .filter(row => row.rework > 0)
      .sort((a, b) => b.rework - a.rework)
    if (rows.length === 0) return { findings: [], tables: [], notes: ['No activity is done more than once in a case.'] }
    const again = { kind: 'rework', of: 'rework', atLeast: 1 } as const
    const withRework = await engine.summary(under(ask, again), cancel)
    const without = await engine.summary(under(ask, { ...again, not: true }), cancel)
    const share = answer.totalCases === 0 ? 0 : answer.cases / answer.totalCases
    const extra =
      withRework.throughput.median === null || without.throughput.median === null
        ? null
        : withRework.throughput.median - without.throughput.median
    return {
      findings: [
        {
          id: 'rework',
          sentence:
            extra === null
              ? `${percent(share)} of cases have rework.`
              : `${percent(share)} of cases have rework; their median throughput time is ${duration(Math.abs(extra))} ${extra >= 0 ? 'longer' : 'shorter'} than that of the others.`,
          importance: 1,
          quantities: [
            cases('cases with rework', answer.cases),
            ratio('share of cases', share),
            ms('median with rework', withRework.throughput.median),
            ms('median without', without.throughput.median),
          ],
          evidence: [again],
          actions: [],
        },
        ...rows.slice(0, limit).map(row => ({
          id: `rework:${row.activity}`,
          sentence: `${times(row.rework, 'time', 'times')} *${row.activity}* is done again, in ${percent(row.reworkCases / answer.totalCases)} of cases (${number(row.selfLoops)} directly, ${number(row.loops)} after other work).`,
          importance: row.reworkCases / answer.totalCases,
          quantities: [
            events('rework', row.rework),
            events('self-loops', row.selfLoops),
            events('loops', row.loops),
            ratio('share of its frequency', row.rework / row.frequency),
            cases('cases', row.reworkCases),
          ],
          evidence: [{ kind: 'rework' as const, activity: row.activity, of: 'rework' as const, atLeast: 1 }],
          actions: [],
        })),
      ],
      tables: [
        {
          id: 'rework',
          title: 'Rework by activity',
          columns: [
            { key: 'activity', label: 'Activity' },
            { key: 'frequency', label: 'Frequency', unit: 'events' },
            { key: 'selfLoops', label: 'Self-loops', unit: 'events' },
            { key: 'loops', label: 'Loops', unit: 'events' },
            { key: 'rework', label: 'Rework', unit: 'events' },
            { key: 'share', label: 'Share of its frequency', unit: 'ratio' },
            { key: 'cases', label: 'Cases with rework', unit: 'cases' },
          ],
          rows: rows.map(r => [
            r.activity,
            r.frequency,
            r.selfLoops,
            r.loops,
            r.rework,
            r.rework / r.frequency,
            r.reworkCases,
          ]),
        },
      ],
      notes: ['The comparison shows a difference, not a cause: cases with rework may differ in other ways too.'],
    }
  },
}
