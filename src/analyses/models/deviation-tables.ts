import type { DeviationKind } from '../../conformance/index.ts'
import type { Table } from '../analysis.ts'
import type { TimeDifference } from './case-times.ts'
import type { DeviationGroup } from './deviation-groups.ts'

/** For people. */
export const kindTitles: Readonly<Record<DeviationKind, string>> = {
  missing: 'missing',
  'too-often': 'too often',
  'out-of-order': 'out of order',
  'wrong-branch': 'wrong branch',
  unknown: 'not in the model',
}

type Measured = DeviationGroup & { readonly time: (TimeDifference & { readonly q: number }) | null }

/** All deviations, and their places; `ids` of the transitions of the net. */
export function deviationTables(groups: readonly Measured[], totalCases: number, ids: readonly string[]): Table[] {
  return [
    {
      id: 'deviations',
      title: 'Deviations by the cases that have them',
      columns: [
        { key: 'kind', label: 'Deviation' },
        { key: 'activity', label: 'Activity' },
        { key: 'cases', label: 'Cases', unit: 'cases' },
        { key: 'share', label: 'Share of cases', unit: 'ratio' },
        { key: 'occurrences', label: 'Occurrences', unit: 'number' },
        { key: 'with', label: 'Median throughput with', unit: 'ms' },
        { key: 'without', label: 'Median throughput without', unit: 'ms' },
        { key: 'delta', label: 'Cliff’s delta', unit: 'number' },
        { key: 'q', label: 'Corrected p', unit: 'number' },
      ],
      rows: groups.map(({ kind, activity, cases, occurrences, time }) => [
        kindTitles[kind],
        activity,
        cases,
        cases / totalCases,
        occurrences,
        time?.withMs ?? null,
        time?.withoutMs ?? null,
        time?.delta ?? null,
        time?.q ?? null,
      ]),
    },
    {
      id: 'places',
      title: 'Places of the deviations in the model',
      columns: [
        { key: 'kind', label: 'Deviation' },
        { key: 'activity', label: 'Activity' },
        { key: 'after', label: 'After' },
        { key: 'transition', label: 'Transition that was wanted' },
        { key: 'cases', label: 'Cases', unit: 'cases' },
        { key: 'occurrences', label: 'Occurrences', unit: 'number' },
      ],
      rows: groups.flatMap(({ kind, activity, places }) =>
        places.map(({ after, transition, cases, occurrences }) => [
          kindTitles[kind],
          activity,
          after,
          transition === null ? null : ids[transition]!,
          cases,
          occurrences,
        ]),
      ),
    },
  ]
}
