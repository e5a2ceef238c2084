import type { RuleSummary } from '../compliance/index.ts'
import type { Table } from './analysis.ts'

export function rulesTable(summaries: readonly RuleSummary[]): Table {
  return {
    id: 'rules',
    title: 'Rules',
    columns: [
      { key: 'rule', label: 'Rule' },
      { key: 'severity', label: 'Severity' },
      { key: 'applicable', label: 'Applies to', unit: 'cases' },
      { key: 'violated', label: 'Broken in', unit: 'cases' },
      { key: 'pending', label: 'Pending', unit: 'cases' },
      { key: 'dueSoon', label: 'Due soon', unit: 'cases' },
      { key: 'undecided', label: 'Undecided', unit: 'cases' },
      { key: 'allowed', label: 'Allowed', unit: 'cases' },
      { key: 'violations', label: 'Violations', unit: 'number' },
      { key: 'first', label: 'First', unit: 'instant' },
      { key: 'last', label: 'Last', unit: 'instant' },
    ],
    rows: summaries
      .filter(({ because }) => because === null)
      .map(one => [
        one.name,
        one.severity,
        one.cases.applicable,
        one.cases.violated,
        one.cases.pending,
        one.dueSoon,
        one.cases.undecided,
        one.cases.allowed,
        one.violations,
        one.first,
        one.last,
      ]),
  }
}

export function concentrationTable(summaries: readonly RuleSummary[]): Table {
  return {
    id: 'concentrations',
    title: 'Where violations concentrate',
    columns: [
      { key: 'rule', label: 'Rule' },
      { key: 'attribute', label: 'Attribute' },
      { key: 'value', label: 'Value' },
      { key: 'share', label: 'Broken here', unit: 'ratio' },
      { key: 'others', label: 'Broken elsewhere', unit: 'ratio' },
      { key: 'cases', label: 'Cases here', unit: 'cases' },
      { key: 'effect', label: 'Effect', unit: 'number' },
      { key: 'p', label: 'Corrected p', unit: 'number' },
    ],
    rows: summaries.flatMap(({ name, concentrations }) =>
      concentrations.map(c => [
        name,
        c.attribute,
        c.value,
        c.violated / c.cases,
        c.otherViolated / c.otherCases,
        c.cases,
        c.effect,
        c.p,
      ]),
    ),
  }
}
