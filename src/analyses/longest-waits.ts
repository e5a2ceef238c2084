import { z } from 'zod'
import { FROM_START, TO_END } from '../log/engine.ts'
import type { Analysis } from './analysis.ts'
import { cases, duration, follows, ms, plain, times, timeWord } from './words.ts'

const params = z.object({
  by: z
    .enum(['median', 'mean', 'p90', 'total'])
    .default('median')
    .describe('Which figure of the waits orders the answer.'),
  atLeast: z.number().int().min(1).default(10).describe('Arcs that occur less often are left out.'),
  limit: z.number().int().min(1).max(100).default(10).describe('How many findings.'),
})

/** Between which two activities time passes longest, by median, mean, p90 or total. */
export const longestWaits: Analysis<typeof params> = {
  id: 'longest-waits',
  title: 'Longest waits',
  asks: 'Between which two activities does the most time pass?',
  params,
  async answer(engine, ask, { by, atLeast, limit }, cancel) {
    const arcs = await engine.arcs({ ...ask, quantiles: true }, cancel)
    const word = timeWord(arcs.timeMeaning)
    const rows = arcs.from.flatMap((from, i) => {
      const to = arcs.to[i]!
      const time = arcs.time[i]
      if (from === FROM_START || to === TO_END || !time || time.n < atLeast) return []
      return [
        {
          from: arcs.activities[from]!,
          to: arcs.activities[to]!,
          caseFrequency: arcs.caseFrequency[i]!,
          overlaps: arcs.overlaps[i]!,
          time,
        },
      ]
    })
    // rows come by frequency, then from, then to: the sort is stable, so ties keep that order
    rows.sort((a, b) => (b.time[by] ?? -Infinity) - (a.time[by] ?? -Infinity))
    const longest = rows[0]?.time[by] ?? 0
    return {
      findings: rows.slice(0, limit).map(({ from, to, caseFrequency, time }) => ({
        id: `wait:${from}→${to}`,
        sentence: `${duration(time[by])} is the ${by === 'p90' ? '90th percentile' : by} ${word} from *${from}* to *${to}*, in ${times(caseFrequency, 'case', 'cases')}.`,
        importance: longest > 0 ? Math.max(0, (time[by] ?? 0) / longest) : 0,
        quantities: [
          cases('cases', caseFrequency),
          plain('times', time.n),
          ms('median', time.median),
          ms('mean', time.mean),
          ms('90th percentile', time.p90),
          ms('total', time.total),
        ],
        evidence: follows(from, to),
        actions: [],
      })),
      tables: [
        {
          id: 'waits',
          title: `Arcs by ${word}`,
          columns: [
            { key: 'from', label: 'From' },
            { key: 'to', label: 'To' },
            { key: 'frequency', label: 'Times', unit: 'number' },
            { key: 'median', label: 'Median', unit: 'ms' },
            { key: 'mean', label: 'Mean', unit: 'ms' },
            { key: 'p90', label: '90th percentile', unit: 'ms' },
            { key: 'total', label: 'Total', unit: 'ms' },
            { key: 'overlaps', label: 'Overlaps', unit: 'number' },
          ],
          rows: rows.map(r => [
            r.from,
            r.to,
            r.time.n,
            r.time.median,
            r.time.mean,
            r.time.p90,
            r.time.total,
            r.overlaps,
          ]),
        },
      ],
      notes: [
        ...(arcs.timeMeaning === 'between-completions'
          ? [
              'The log has no start times: what passes between two completions holds both the wait and the work of the second activity.',
            ]
          : []),
        ...(rows.length === 0 ? [`No arc with times occurs at least ${atLeast} times.`] : []),
      ],
    }
  },
}
