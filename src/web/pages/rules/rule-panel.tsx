import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { AnsweredRule } from '../../../analyses/rules-check.ts'
import { overText } from '../../../compliance/index.ts'
import type { Ask } from '../../../log/engine.ts'
import { Inspector, useEscape } from '../../app/inspector.tsx'
import { formatDuration, formatInstantIn, formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { Facts } from '../../parts/facts.tsx'
import { SeriesChart } from '../../parts/series-chart.tsx'
import { useFilter, useGo } from '../../state/place.ts'
import page from '../page.module.css'
import { Involved } from './involved.tsx'
import { Severity } from './marks.tsx'
import { monthSeries } from './months.ts'
import { violatedIn } from './results.tsx'
import { Concentrations, Examples } from './rule-cases.tsx'
import css from './rules.module.css'

/** All that is known of one rule: how often, at what cost, since when, where, in which cases. */
export function RulePanel(props: {
  readonly rule: AnsweredRule
  readonly ask: Ask
  readonly close: () => void
  readonly allow: (one: string | null) => void
  readonly showText: () => void
  /** Asks for the names of a case, or of one that is typed (''); null: nobody can here. */
  readonly askNames: ((one: string) => void) | null
}) {
  const { rule, ask } = props
  const { add, filter } = useFilter()
  const go = useGo()
  useEscape(props.close)
  const violated = violatedIn(rule) ?? 0
  const { evidenceOmits } = rule
  // where every case breaks it there is no clause to show them by, and none is needed
  const isShown = violated > 0 && (rule.evidence.length > 0 || rule.because === null)
  const evidence = useMemo(() => rule.evidence.map(clause => ({ ...clause, label: `Breaks “${rule.name}”` })), [rule])
  const series = useMemo(() => monthSeries(rule.months), [rule])
  const open = (id: string) =>
    go({ filter: [...filter, ...evidence], page: 'cases', pages: { cases: { selected: id } } })
  return (
    <Inspector title={rule.name} kind="Rule" close={props.close}>
      <div className={css.panel}>
        <p className={css.said} dir="auto">
          {rule.rule}
        </p>
        {rule.because !== null && rule.unjudgedFor.length === 0 && (
          <p role="note">
            <strong>{rule.heldBack ? 'The person gate holds the answer back.' : 'No answer.'}</strong>{' '}
            {rule.because.replace(/\.?$/, '.')}
          </p>
        )}
        {rule.unjudgedFor.length > 0 && (
          <p role="note">
            <strong>It cannot be judged.</strong> No case here has{' '}
            {rule.unjudgedFor.map(name => `“${name}”`).join(', ')}, so none could break it. Names are told apart by
            every letter; “Show it in the document” leads to the sentence.
          </p>
        )}
        {isShown && (
          <div className={page.buttons}>
            <Button onClick={() => add(evidence, 'cases')}>Show the {plural(violated, 'case')}</Button>
            <Button variant="default" onClick={() => add(evidence, 'map')}>
              On the map
            </Button>
            {rule.shown.length > 0 && (
              <Button variant="default" onClick={() => props.allow(null)}>
                Accept…
              </Button>
            )}
          </div>
        )}
        {evidenceOmits > 0 && (
          <p className="muted small">
            These are too many to be named in a filter: {formatNumber(evidenceOmits)} of them are left out.
          </p>
        )}
        <Facts rows={facts(rule)} />
        {rule.violations > 0 && rule.months.length > 0 && (
          <>
            <h3>When was it broken?</h3>
            <SeriesChart label="Violations by month" series={series} yName="violations" />
          </>
        )}
        {rule.because === null && violated > 0 && <Concentrations rule={rule} add={clauses => add(clauses, 'cases')} />}
        {isShown && <Involved ask={ask} evidence={evidence} people={rule.people?.people ?? null} />}
        {rule.shown.length > 0 && <Examples rule={rule} open={open} allow={props.allow} askNames={props.askNames} />}
        <div className={page.buttons}>
          <Button variant="default" onClick={props.showText}>
            Show it in the document
          </Button>
          {props.askNames && violated > 0 && (
            <Button variant="default" onClick={() => props.askNames?.('')}>
              Names of a case…
            </Button>
          )}
        </div>
      </div>
    </Inspector>
  )
}

function facts(rule: AnsweredRule): (readonly [string, React.ReactNode])[] {
  const { cases, overMs, measure, throughput } = rule
  const about = [
    ['Severity', <Severity key="severity" of={rule.severity} />],
    ['Owner', rule.owner],
    ['Source', rule.source],
  ] as const
  if (rule.unjudgedFor.length > 0) return [...about]
  if (rule.because !== null)
    return [
      ...about,
      ...(rule.heldBack?.violated ? ([['Broken in', plural(rule.heldBack.violated, 'case')]] as const) : []),
    ]
  const mean = (value: number | null, unit: string) => (value === null ? '–' : amount(value, unit))
  return [
    ...about,
    ['Applies to', plural(cases.applicable, 'case')],
    ['Broken in', `${plural(cases.violated, 'case')} (${formatShare(cases.violated, cases.applicable)})`],
    ['Violations', formatNumber(rule.violations)],
    ...(rule.allowedViolations > 0
      ? [['Accepted', `${plural(rule.allowedViolations, 'violation')}, ${plural(cases.allowed, 'case')}`] as const]
      : []),
    ...(cases.pending > 0
      ? [['Pending', `${plural(cases.pending, 'case')}, ${formatNumber(rule.dueSoon)} due soon`] as const]
      : []),
    ...(rule.nextDue === null ? [] : [['Next deadline', formatInstantIn(rule.nextDue)] as const]),
    ...(rule.overdue > 0 ? [['Overdue', plural(rule.overdue, 'case')] as const] : []),
    ...(cases.undecided > 0 ? [['Undecided', plural(cases.undecided, 'case')] as const] : []),
    ...(rule.first === null
      ? []
      : ([
          ['First', formatInstantIn(rule.first)],
          ['Last', formatInstantIn(rule.last)],
        ] as const)),
    ...(overMs === null
      ? []
      : ([
          ['Beyond limit, median', overText(overMs.median, rule)],
          ['Beyond limit, at most', overText(overMs.max, rule)],
          ['Beyond limit, together', overText(overMs.total, rule)],
        ] as const)),
    ...(measure === null || measure.attribute === 'throughput' || cases.violated === 0
      ? []
      : ([
          [`${measure.attribute}, together`, amount(measure.total, measure.unit)],
          [`${measure.attribute}, mean`, mean(measure.mean, measure.unit)],
          [`${measure.attribute}, others`, mean(measure.otherMean, measure.unit)],
        ] as const)),
    ...(throughput === null || throughput.mean === null
      ? []
      : ([
          ['Throughput, mean', mean(throughput.mean, 'ms')],
          ['Throughput, others', mean(throughput.otherMean, 'ms')],
        ] as const)),
  ]
}

const amount = (value: number, unit: string): string =>
  unit === 'ms'
    ? formatDuration(value)
    : `${formatNumber(value, 2)}${unit.startsWith('money:') ? ` ${unit.slice(6)}` : ''}`
