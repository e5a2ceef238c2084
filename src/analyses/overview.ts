import { z } from 'zod'
import type { Analysis, Finding } from './analysis.ts'
import { cases, duration, ms, number, percent, plain, ratio, times } from './words.ts'

const params = z.object({
  coverage: z
    .number()
    .min(0)
    .max(1)
    .default(0.8)
    .describe('Share of cases that the most common variants should cover, 0 to 1.'),
})

/** What is in the log: size, time span, how long cases take, how varied they are. */
export const overview: Analysis<typeof params> = {
  id: 'overview',
  title: 'Overview',
  asks: 'What is in this log, how long do cases take, and how varied are they?',
  params,
  async answer(engine, ask, { coverage }, cancel) {
    const summary = await engine.summary(ask, cancel)
    if (summary.cases === 0) return { findings: [], tables: [], notes: ['No case is left under this filter.'] }
    const { variants, totalVariants } = await engine.variants({ ...ask, limit: 1000 }, cancel)
    const findings: Finding[] = []
    const { throughput } = summary
    if (throughput.median !== null && throughput.p90 !== null && throughput.n > 0) {
      const slow = throughput.p90
      findings.push({
        id: 'throughput',
        sentence: `${duration(throughput.median)} is the median throughput time; one case in ten takes ${duration(slow)} or longer.`,
        importance: 0.9,
        quantities: [
          ms('median throughput time', throughput.median),
          ms('mean throughput time', throughput.mean),
          ms('90 % of cases are done within', slow),
          ms('shortest', throughput.min),
          ms('longest', throughput.max),
        ],
        evidence: [{ kind: 'performance', measure: 'throughput', from: slow }],
        actions: [],
      })
    }
    let covered = 0
    let needed = 0
    while (needed < variants.length && covered < coverage * summary.cases) covered += variants[needed++]!.cases
    if (covered >= coverage * summary.cases)
      findings.push({
        id: 'coverage',
        sentence: `${percent(covered / summary.cases)} of cases follow ${times(needed, 'variant', 'variants')} of ${number(totalVariants)}.`,
        importance: 0.8,
        quantities: [
          cases('cases', covered),
          ratio('share of cases', covered / summary.cases),
          plain('variants', needed),
        ],
        evidence: [{ kind: 'variant-coverage', share: coverage }],
        actions: [],
      })
    else
      findings.push({
        id: 'coverage',
        sentence: `${number(needed)} of ${number(totalVariants)} variants cover only ${percent(covered / summary.cases)} of cases: nearly every case takes a way of its own.`,
        importance: 0.8,
        quantities: [
          cases('cases', covered),
          ratio('share of cases', covered / summary.cases),
          plain('variants', needed),
        ],
        evidence: [{ kind: 'variant', ids: variants.map(variant => variant.id) }],
        actions: [],
      })
    const first = variants[0]
    if (first)
      findings.push({
        id: 'most-common',
        sentence: `${percent(first.cases / summary.cases)} of cases follow the most common variant, with a median of ${duration(first.throughput.median)}.`,
        importance: 0.7,
        quantities: [
          cases('cases', first.cases),
          ratio('share of cases', first.cases / summary.cases),
          ms('median throughput time', first.throughput.median),
        ],
        evidence: [{ kind: 'variant', ids: [first.id] }],
        actions: [],
      })
    return {
      findings,
      tables: [
        {
          id: 'numbers',
          title: 'The log in numbers',
          columns: [
            { key: 'what', label: 'What' },
            { key: 'value', label: 'Value', unit: 'number' },
          ],
          rows: [
            ['cases', summary.cases],
            ['events', summary.events],
            ['activities', summary.activities],
            ['classes', summary.classes],
            ['variants', summary.variants],
            ['resources', summary.resources],
            ['events per case, mean', summary.eventsPerCase.mean],
          ],
        },
        {
          id: 'span',
          title: 'From the first to the last event',
          columns: [
            { key: 'start', label: 'First event', unit: 'instant' },
            { key: 'end', label: 'Last event', unit: 'instant' },
          ],
          rows: [[summary.start, summary.end]],
        },
      ],
      notes: [
        ...(summary.start === null ? ['No event has a time: durations are unknown.'] : []),
        ...(summary.emptied > 0
          ? [`${times(summary.emptied, 'case', 'cases')} lost all events to the filter and left.`]
          : []),
        ...(throughput.n < summary.cases && summary.start !== null
          ? [`${times(summary.cases - throughput.n, 'case has', 'cases have')} no time and no throughput time.`]
          : []),
        `${times(summary.events, 'event', 'events')} in ${times(summary.cases, 'case', 'cases')}.`,
      ],
    }
  },
}
