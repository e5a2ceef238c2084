import type { DeviationKind } from '../../conformance/index.ts'
import type { Table } from '../analysis.ts'
import type { ConformanceCheck } from './conformance-check.ts'
import type { ConcentratedValue } from './where-concentrated.ts'

/** For people. */
export const kindTitles: Readonly<Record<DeviationKind, string>> = {
  missing: 'missing',
  'too-often': 'too often',
  'out-of-order': 'out of order',
  'wrong-branch': 'wrong branch',
  unknown: 'not in the model',
}

/** All deviations, their places, the course over time, the allowlist, and where they concentrate if that was asked. */
export function conformanceTables(check: ConformanceCheck, concentrated: readonly ConcentratedValue[] | null): Table[] {
  return [
    deviationTable(check),
    placeTable(check),
    ...(check.trend.ok ? [trendTable(check.trend.value)] : []),
    ...(check.allowlist.entries.length > 0 ? [allowTable(check)] : []),
    ...(concentrated === null ? [] : [concentrationTable(concentrated)]),
  ]
}

function deviationTable({ deviations, measure }: ConformanceCheck): Table {
  const unit = measure?.ok ? measure.value.unit : null
  const key = measure?.ok ? measure.value.key : ''
  return {
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
      ...(unit === null
        ? []
        : [
            { key: 'measureWith', label: `Mean ${key} with`, unit },
            { key: 'measureWithout', label: `Mean ${key} without`, unit },
            { key: 'measureLow', label: 'Difference at least', unit },
            { key: 'measureHigh', label: 'Difference at most', unit },
            { key: 'measureQ', label: 'Corrected p of means', unit: 'number' as const },
          ]),
      { key: 'allowed', label: 'Allowed by' },
    ],
    rows: deviations.map(one => [
      kindTitles[one.kind],
      one.activity,
      one.cases,
      one.share,
      one.occurrences,
      one.time?.withMs ?? null,
      one.time?.withoutMs ?? null,
      one.time?.delta ?? null,
      one.time?.q ?? null,
      ...(unit === null
        ? []
        : [
            one.measure?.withMean ?? null,
            one.measure?.withoutMean ?? null,
            one.measure?.low ?? null,
            one.measure?.high ?? null,
            one.measure?.q ?? null,
          ]),
      one.allowed?.author ?? null,
    ]),
  }
}

const placeTable = ({ deviations }: ConformanceCheck): Table => ({
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
  rows: deviations.flatMap(({ kind, activity, places }) =>
    places.map(({ after, transition, cases, occurrences }) => [
      kindTitles[kind],
      activity,
      after,
      transition,
      cases,
      occurrences,
    ]),
  ),
})

function trendTable({ by, at, cases, departing, departingWithAllowed }: TrendColumns): Table {
  return {
    id: 'trend',
    title: `Cases that depart, by when they ${by}`,
    columns: [
      { key: 'from', label: 'From', unit: 'instant' },
      { key: 'cases', label: 'Cases', unit: 'cases' },
      { key: 'departing', label: 'Depart', unit: 'cases' },
      { key: 'share', label: 'Share', unit: 'ratio' },
      { key: 'withAllowed', label: 'With what is allowed', unit: 'cases' },
    ],
    rows: at.map((from, i) => [
      from,
      cases[i]!,
      departing[i]!,
      cases[i]! === 0 ? null : departing[i]! / cases[i]!,
      departingWithAllowed[i]!,
    ]),
  }
}
type TrendColumns = Extract<ConformanceCheck['trend'], { ok: true }>['value']

const allowTable = ({ allowlist }: ConformanceCheck): Table => ({
  id: 'allowlist',
  title: 'Allowlist',
  columns: [
    { key: 'deviation', label: 'Deviation' },
    { key: 'state', label: 'State' },
    { key: 'reason', label: 'Reason' },
    { key: 'author', label: 'Author' },
    { key: 'until', label: 'Until', unit: 'instant' },
  ],
  rows: allowlist.entries.map(({ deviation, state, reason, author, until }) => [
    ...[deviation, state, reason, author],
    until,
  ]),
})

const concentrationTable = (rows: readonly ConcentratedValue[]): Table => ({
  id: 'concentrations',
  title: 'Where they concentrate',
  columns: [
    { key: 'attribute', label: 'Attribute' },
    { key: 'value', label: 'Value' },
    { key: 'share', label: 'Share here', unit: 'ratio' },
    { key: 'others', label: 'Share elsewhere', unit: 'ratio' },
    { key: 'ratio', label: 'Ratio', unit: 'number' },
    { key: 'cases', label: 'Cases here', unit: 'cases' },
    { key: 'effect', label: 'Effect', unit: 'number' },
    { key: 'q', label: 'Corrected p', unit: 'number' },
  ],
  rows: rows.map(one => [
    ...[one.attribute, one.value],
    ...[one.share, one.otherShare, one.ratio, one.cases, one.effect, one.q],
  ]),
})
