import { z } from 'zod'
import type { TimeSeries } from '../log/engine.ts'
import { type Bottleneck, bottlenecks } from '../performance/bottlenecks.ts'
import type { Analysis, Finding, Table } from './analysis.ts'
import { cases, duration, follows, ms, percent, plain, ratio, timeWord } from './words.ts'

const params = z.object({
  limit: z.number().int().min(1).max(50).default(5).describe('How many findings.'),
  bins: z.number().int().min(4).max(200).default(24).describe('How many points the load over time has.'),
})

/** Where cases lose their time: contribution, unevenness, and whether the queue grows. */
export const bottlenecksAnalysis: Analysis<typeof params> = {
  id: 'bottlenecks',
  title: 'Bottlenecks',
  asks: 'Where do cases lose most of their time, how uneven is it, and is the queue growing?',
  params,
  async answer(engine, ask, { limit, bins }, cancel) {
    const summary = await engine.summary(ask, cancel)
    const arcs = await engine.arcs({ ...ask, quantiles: true }, cancel)
    const all = bottlenecks(arcs, summary.throughput.total)
    const word = timeWord(arcs.timeMeaning)
    const findings: Finding[] = []
    const loads: Table[] = []
    for (const arc of all.slice(0, limit)) {
      const load = await engine.load({ ...ask, from: arc.from, to: arc.to, bins }, cancel)
      findings.push(finding(arc, load, word))
      loads.push({
        id: `load:${arc.from}→${arc.to}`,
        title: `Cases on the way from ${arc.from} to ${arc.to}`,
        columns: [
          { key: 'at', label: 'From', unit: 'instant' },
          { key: 'load', label: 'Mean number of cases', unit: 'number' },
        ],
        rows: load.at.map((at, i) => [at, load.value[i]!]),
      })
    }
    return {
      findings,
      tables: [
        {
          id: 'bottlenecks',
          title: 'Arcs by their share of all throughput time',
          columns: [
            { key: 'from', label: 'From' },
            { key: 'to', label: 'To' },
            { key: 'frequency', label: 'Times', unit: 'number' },
            { key: 'contribution', label: 'Share of throughput time', unit: 'ratio' },
            { key: 'mean', label: 'Mean', unit: 'ms' },
            { key: 'median', label: 'Median', unit: 'ms' },
            { key: 'percentileGap', label: '90th percentile − median', unit: 'ms' },
          ],
          rows: all.map(b => [b.from, b.to, b.frequency, b.contribution, b.mean, b.median, b.percentileGap]),
        },
        ...loads,
      ],
      notes: [
        ...(all.length === 0 ? ['No arc has times, so no bottleneck can be named.'] : []),
        ...(arcs.timeMeaning === 'between-completions' && all.length > 0
          ? ['Without start times the share holds both waiting and work.']
          : []),
        'Shares can add up to more than 100 % where activities of a case overlap.',
      ],
    }
  },
}

function finding(arc: Bottleneck, load: TimeSeries, word: string): Finding {
  const quarter = Math.floor(load.value.length / 4)
  const mean = (values: readonly number[]) => (values.length ? values.reduce((a, b) => a + b, 0) / values.length : 0)
  const early = mean(load.value.slice(0, quarter))
  const late = mean(load.value.slice(-quarter || load.value.length))
  const trend =
    quarter === 0 || early === 0
      ? ''
      : late > early * 1.25
        ? ' The queue grows.'
        : late < early * 0.8
          ? ' The queue shrinks.'
          : ''
  return {
    id: `bottleneck:${arc.from}→${arc.to}`,
    sentence: `${percent(arc.contribution)} of all throughput time is ${word} from *${arc.from}* to *${arc.to}* (median ${duration(arc.median)}, 90th percentile ${duration(arc.p90)}).${trend}`,
    importance: Math.min(1, arc.contribution),
    quantities: [
      ratio('share of throughput time', arc.contribution),
      cases('cases', arc.caseFrequency),
      ms('mean', arc.mean),
      ms('median', arc.median),
      ms('90th percentile − median', arc.percentileGap),
      plain('cases waiting at once, first quarter', early),
      plain('cases waiting at once, last quarter', late),
    ],
    evidence: follows(arc.from, arc.to),
    actions: [],
  }
}
