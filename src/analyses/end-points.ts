import { z } from 'zod'
import type { Analysis, Finding } from './analysis.ts'
import { cases, number, percent, ratio, times } from './words.ts'

const params = z.object({
  rare: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.02)
    .describe('Share of cases below which a start or end is called unusual, 0 to 0.5.'),
})

/** How cases start and end, and which of them look incomplete. */
export const endPoints: Analysis<typeof params> = {
  id: 'end-points',
  title: 'Start and end points',
  asks: 'How do cases start and end, and which starts and ends are unusual?',
  params,
  async answer(engine, ask, { rare }, cancel) {
    const size = await engine.size(ask, cancel)
    const activities = await engine.activities(ask, cancel)
    if (size.cases === 0) return { findings: [], tables: [], notes: ['No case is left under this filter.'] }
    const findings: Finding[] = []
    const tables = (['start', 'end'] as const).map(side => {
      const frequency = side === 'start' ? activities.startFrequency : activities.endFrequency
      const rows = activities.activity
        .map((activity, i) => ({ activity, cases: frequency[i]!, share: frequency[i]! / size.cases }))
        .filter(row => row.cases > 0)
        .sort((a, b) => b.cases - a.cases)
      const usual = rows[0]
      if (usual)
        findings.push({
          id: `${side}:usual`,
          sentence: `${percent(usual.share)} of cases ${side} with *${usual.activity}*; ${rows.length === 1 ? 'no other activity does' : times(rows.length - 1, 'other activity does', 'other activities do')}.`,
          importance: 0.5,
          quantities: [cases('cases', usual.cases), ratio('share of cases', usual.share)],
          evidence: [{ kind: 'endpoints', [side]: [usual.activity], mode: 'discard' }],
          actions: [],
        })
      const unusual = rows.filter(row => row.share < rare)
      if (unusual.length > 0) {
        const total = unusual.reduce((sum, row) => sum + row.cases, 0)
        findings.push({
          id: `${side}:unusual`,
          sentence: `${percent(total / size.cases)} of cases ${side} with an activity that ${side}s fewer than ${percent(rare)} of cases: they may be incomplete.`,
          importance: 0.4 + 0.5 * (total / size.cases),
          quantities: [cases('cases', total), ratio('share of cases', total / size.cases)],
          evidence: [{ kind: 'endpoints', [side]: unusual.map(row => row.activity), mode: 'discard' }],
          actions: [],
        })
      }
      return {
        id: side,
        title: side === 'start' ? 'First activities' : 'Last activities',
        columns: [
          { key: 'activity', label: 'Activity' },
          { key: 'cases', label: 'Cases', unit: 'cases' as const },
          { key: 'share', label: 'Share of cases', unit: 'ratio' as const },
        ],
        rows: rows.map(row => [row.activity, row.cases, row.share]),
      }
    })
    const started = activities.startFrequency.reduce((a, b) => a + b, 0)
    return {
      findings,
      tables,
      notes:
        started < size.cases ? [`${number(size.cases - started)} cases have no event and neither start nor end.`] : [],
    }
  },
}
