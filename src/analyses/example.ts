import { z } from 'zod'
import type { Analysis } from './analysis.ts'
import { cases, percent, ratio, times } from './words.ts'

/**
 * A small analysis to copy. It asks: which activities happen in almost every case, and which are the exception?
 * One question to the engine, a threshold with a default, a finding with its evidence, a table.
 */
export const exampleAnalysis: Analysis<z.ZodObject<{ almostAll: z.ZodDefault<z.ZodNumber> }>> = {
  id: 'example',
  title: 'Usual and unusual activities',
  asks: 'Which activities happen in almost every case?',
  params: z.object({
    almostAll: z
      .number()
      .min(0.5)
      .max(1)
      .default(0.95)
      .describe('Share of cases from which on an activity is called usual, 0.5 to 1.'),
  }),
  async answer(engine, ask, { almostAll }, cancel) {
    const size = await engine.size(ask, cancel)
    const activities = await engine.activities(ask, cancel)
    const share = activities.caseFrequency.map(frequency => (size.cases === 0 ? 0 : frequency / size.cases))
    const usual = activities.activity.filter((_, i) => share[i]! >= almostAll)
    return {
      findings: activities.activity.flatMap((activity, i) =>
        share[i]! < almostAll
          ? []
          : [
              {
                id: `usual:${activity}`,
                sentence: `${percent(share[i]!)} of cases contain *${activity}*.`,
                importance: share[i]!,
                quantities: [cases('cases', activities.caseFrequency[i]!), ratio('share of cases', share[i]!)],
                evidence: [{ kind: 'activity' as const, activities: [activity], mode: 'mandatory' as const }],
                actions: [],
              },
            ],
      ),
      tables: [
        {
          id: 'activities',
          title: 'Activities by the cases that contain them',
          columns: [
            { key: 'activity', label: 'Activity' },
            { key: 'cases', label: 'Cases', unit: 'cases' },
            { key: 'share', label: 'Share of cases', unit: 'ratio' },
          ],
          rows: activities.activity.map((activity, i) => [activity, activities.caseFrequency[i]!, share[i]!]),
        },
      ],
      notes: [`${times(usual.length, 'activity is', 'activities are')} in at least ${percent(almostAll)} of cases.`],
    }
  },
}
