import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useMemo } from 'react'
import type { AnsweredRule } from '../../../analyses/rules-check.ts'
import { concentrationText, overText, type ShownEvent, type ShownViolation } from '../../../compliance/index.ts'
import type { Ask } from '../../../log/engine.ts'
import { ACTIVITY } from '../../../log/event-log.ts'
import type { Clause, Filter } from '../../../log/filter.ts'
import { Inspector } from '../../app/inspector.tsx'
import { toCsv } from '../../format/csv.ts'
import { downloadCsv } from '../../format/download.ts'
import { formatDuration, formatInstantIn, formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { Facts } from '../../parts/facts.tsx'
import { Icon } from '../../parts/icon.tsx'
import { SeriesChart } from '../../parts/series-chart.tsx'
import { useFilter, useGo } from '../../state/place.ts'
import page from '../page.module.css'
import { Involved } from './involved.tsx'
import { Severity } from './marks.tsx'
import { monthSeries } from './months.ts'
import { violatedIn } from './results.tsx'
import css from './rules.module.css'

const EXAMPLES = 8

/** All that is known of one rule: how often, at what cost, since when, where, in which cases. */
export function RulePanel(props: {
  readonly rule: AnsweredRule
  readonly ask: Ask
  readonly close: () => void
  readonly allow: (one: string | null) => void
  readonly showText: () => void
}) {
  const { rule, ask } = props
  const { add, filter } = useFilter()
  const go = useGo()
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
        {rule.because !== null && (
          <p role="note">
            <strong>{rule.heldBack ? 'The person gate holds the answer back.' : 'No answer.'}</strong>{' '}
            {rule.because.replace(/\.?$/, '.')}
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
        {rule.shown.length > 0 && <Examples rule={rule} open={open} allow={props.allow} />}
        <div className={page.buttons}>
          <Button variant="default" onClick={props.showText}>
            Show it in the document
          </Button>
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

function Concentrations({ rule, add }: { readonly rule: AnsweredRule; readonly add: (clauses: Filter) => void }) {
  const rows = rule.concentrations
  if (rows.length === 0)
    return (
      <>
        <h3>Where do they concentrate?</h3>
        <p className="muted small">In no value of an attribute more than chance would have it.</p>
      </>
    )
  const clauseOf = ({ attribute, scope, value }: (typeof rows)[number]): Clause =>
    attribute === ACTIVITY
      ? { kind: 'activity', activities: [value], mode: 'mandatory' }
      : scope === 'case'
        ? { kind: 'case-attribute', key: attribute, values: [value] }
        : { kind: 'event-attribute', key: attribute, values: [value], mode: 'mandatory' }
  const save = () =>
    downloadCsv(
      `${rule.id} concentrations`,
      toCsv(
        ['Attribute', 'Value', 'Cases', 'Broken', 'Other cases', 'Other broken', 'Effect (Cohen’s h)', 'Corrected p'],
        rows.map(c => [c.attribute, c.value, c.cases, c.violated, c.otherCases, c.otherViolated, c.effect, c.p]),
      ),
    )
  return (
    <>
      <div className={page.chartTitle}>
        <h3>Where do they concentrate?</h3>
        <SaveCsv label="Save the concentrations as CSV" save={save} />
      </div>
      <table className={css.cells}>
        <thead>
          <tr>
            <th>Cases where</th>
            <th data-number>broken</th>
            <th data-number>elsewhere</th>
            <th data-number>corrected p</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(c => (
            <tr key={`${c.scope} ${c.attribute} ${c.value}`}>
              <td dir="auto">
                {isText(c.value) ? (
                  <button type="button" className={page.link} onClick={() => add([...rule.evidence, clauseOf(c)])}>
                    {concentrationText(c)}
                  </button>
                ) : (
                  concentrationText(c)
                )}
              </td>
              <td data-number>{formatShare(c.violated, c.cases)}</td>
              <td data-number>{formatShare(c.otherViolated, c.otherCases)}</td>
              <td data-number>{c.p < 0.001 ? '< 0.001' : c.p.toFixed(3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted small">Corrected for all values tested (Benjamini–Hochberg). A concentration is no cause.</p>
    </>
  )
}

/** Flags are told as texts here, and filters match them as flags. */
const isText = (value: string) => value !== 'true' && value !== 'false'

function Examples(props: {
  readonly rule: AnsweredRule
  readonly open: (id: string) => void
  readonly allow: (one: string) => void
}) {
  const { rule } = props
  const save = () =>
    downloadCsv(
      `${rule.id} violations`,
      toCsv(
        ['Case', 'When', 'How', 'Event', 'Event number', 'Because of', 'Its number', 'Beyond the limit (ms)'],
        rule.shown.map(one => [
          one.case,
          one.at === null ? null : new Date(one.at).toISOString(),
          one.kind,
          one.event?.activity,
          one.event?.number,
          one.because?.activity,
          one.because?.number,
          one.overMs,
        ]),
      ),
    )
  const more = rule.shown.length - EXAMPLES
  return (
    <>
      <div className={page.chartTitle}>
        <h3>Example cases</h3>
        <SaveCsv label={`Save ${plural(rule.shown.length, 'violation')} as CSV`} save={save} />
      </div>
      <ul className={css.list}>
        {rule.shown.slice(0, EXAMPLES).map(one => (
          <li key={JSON.stringify([one.case, one.event?.number, one.because?.number, one.kind])}>
            <div style={{ display: 'flex', justifyContent: 'space-between', gap: 8 }}>
              <button type="button" className={page.link} dir="auto" onClick={() => props.open(one.case)}>
                {one.case}
              </button>
              <button type="button" className={`${page.link} small`} onClick={() => props.allow(one.case)}>
                accept…
              </button>
            </div>
            <div className="small" dir="auto">
              {violationText(one, rule)}
            </div>
          </li>
        ))}
      </ul>
      {(more > 0 || rule.omitted > 0) && (
        <p className="muted small">
          {formatNumber(Math.max(0, more) + rule.omitted)} more violations
          {rule.omitted > 0 && `; the CSV holds the first ${formatNumber(rule.shown.length)}`}.
        </p>
      )}
    </>
  )
}

function violationText({ kind, event, because, at, overMs }: ShownViolation, rule: AnsweredRule): string {
  const parts = [
    event === null ? null : eventText(event),
    kind === 'missing' ? 'missing when the case ended' : kind === 'overdue' ? 'overdue' : null,
    because === null ? null : `because of ${eventText(because)}`,
    at === null ? null : formatInstantIn(at),
    overMs === null ? null : `${overText(overMs, rule)} beyond the limit`,
  ]
  return parts.filter(part => part !== null).join(', ')
}
const eventText = ({ activity, number }: ShownEvent) => `${activity ?? '(no activity)'} (event ${number})`

function SaveCsv({ label, save }: { readonly label: string; readonly save: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={save}>
        <Icon name="download" size={16} />
      </ActionIcon>
    </Tooltip>
  )
}
