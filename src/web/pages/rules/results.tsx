import { useMemo } from 'react'
import type { AnsweredRule, RulesAnswer } from '../../../analyses/rules-check.ts'
import { severities } from '../../../compliance/index.ts'
import { formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { type DataColumn, DataTable, type Sorting } from '../../parts/data-table.tsx'
import { PeopleSwitch } from '../../parts/people-switch.tsx'
import { showPeople } from '../../state/show-people.ts'
import { useStore } from '../../state/store.ts'
import { Severity, Spark } from './marks.tsx'
import css from './rules.module.css'

/** Cases that break a rule, where that is known. */
export const violatedIn = (rule: AnsweredRule): number | null =>
  rule.unjudgedFor.length > 0 ? null : rule.heldBack ? rule.heldBack.violated : known(rule) ? rule.cases.violated : null

/** Answered: nothing was held back, and the log has what the rule speaks of. */
const known = (rule: AnsweredRule) => rule.because === null && rule.unjudgedFor.length === 0
const lacks = (activities: readonly string[]) =>
  `no ${activities.length === 1 ? 'activity' : 'activities'} ${activities.map(name => `“${name}”`).join(', ')} in these cases`

/** The broken first, the severest before the others, then by the cases that break them. */
const byWeight = (a: AnsweredRule, b: AnsweredRule): number =>
  Number((violatedIn(b) ?? 0) > 0) - Number((violatedIn(a) ?? 0) > 0) ||
  severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
  (violatedIn(b) ?? -1) - (violatedIn(a) ?? -1)

/** All rules with what came of them. */
export function Results(props: {
  readonly answer: RulesAnswer
  readonly notes: readonly string[]
  readonly log: string
  readonly isOld: boolean
  readonly selected: string | null
  readonly select: (id: string) => void
  readonly sorting: Sorting | null
  readonly sort: (sorting: Sorting) => void
}) {
  const { answer, notes } = props
  const rows = useMemo(
    () =>
      answer.rules
        .map((rule, i) => ({ rule, i }))
        .sort((a, b) => byWeight(a.rule, b.rule) || a.i - b.i)
        .map(({ rule }) => rule),
    [answer],
  )
  const shown = useMemo(() => columns.filter(column => isWorthwhile(column.key, answer.rules)), [answer])
  const isLifted = useStore(showPeople)
  const broken = answer.rules.filter(rule => (violatedIn(rule) ?? 0) > 0).length
  const open = answer.rules.filter(({ because, unjudgedFor }) => because !== null && unjudgedFor.length === 0).length
  const unjudged = answer.rules.filter(({ unjudgedFor }) => unjudgedFor.length > 0).length
  const kept = answer.rules.filter(rule => known(rule) && rule.cases.violated === 0).length
  return (
    <div className={css.results} aria-busy={props.isOld}>
      <p role="status" style={{ margin: 0 }}>
        <strong>
          {broken === 0
            ? open + unjudged > 0
              ? 'No rule is known to be broken.'
              : 'No rule is broken.'
            : `${broken} of ${plural(answer.rules.length, 'rule')} ${broken === 1 ? 'is' : 'are'} broken.`}
        </strong>{' '}
        {broken > 0 && kept > 0 && `${plural(kept, 'rule')} ${kept === 1 ? 'is' : 'are'} kept. `}
        {unjudged > 0 &&
          `${plural(unjudged, 'rule')} cannot be judged: the log lacks what ${unjudged === 1 ? 'it speaks' : 'they speak'} of. `}
        {open > 0 && `${plural(open, 'rule')} ${open === 1 ? 'has' : 'have'} no full answer. `}
        <span className="muted">
          {formatNumber(answer.cases)} cases were checked{props.isOld && '; being checked again…'}
        </span>
      </p>
      {notes.length > 0 && (
        <ul className={`${css.notes} muted small`} aria-label="What limits the answer">
          {notes.map(note => (
            <li key={note} dir="auto">
              {note}
            </li>
          ))}
        </ul>
      )}
      {(isLifted || answer.rules.some(({ heldBack }) => heldBack !== null)) && <PeopleSwitch log={props.log} />}
      <DataTable
        label="Rules"
        rows={rows}
        columns={shown}
        rowKey={({ id }) => id}
        sorting={props.sorting}
        onSort={props.sort}
        selected={props.selected}
        onSelect={({ id }) => props.select(id)}
        exportName={`${answer.name} rules`}
        rowHeight={44}
        height={Math.min(720, 84 + rows.length * 44)}
      />
    </div>
  )
}

/** A rule, and below it what limits its answer. */
function Named({ rule }: { readonly rule: AnsweredRule }) {
  const { name, because, unknownActivities, unjudgedFor } = rule
  const limits =
    unjudgedFor.length > 0
      ? `cannot be judged: ${lacks(unjudgedFor)}`
      : because !== null
        ? because
        : unknownActivities.length > 0
          ? lacks(unknownActivities)
          : null
  return (
    <span className={css.named} title={`${name}: ${rule.rule}${limits === null ? '' : ` (${limits})`}`}>
      <span dir="auto" className={css.name} data-short={limits !== null || undefined}>
        {name}
      </span>
      {limits !== null && <span className="small muted ellipsis">{limits}</span>}
    </span>
  )
}

const count = (
  key: string,
  label: string,
  title: string,
  value: (rule: AnsweredRule) => number | null,
): DataColumn<AnsweredRule> => ({
  ...{ key, label, title, value },
  show: rule => formatNumber(value(rule)),
  align: 'right',
  width: '78px',
})

/** What is empty for every rule takes no room. */
const isWorthwhile = (key: string, rules: readonly AnsweredRule[]): boolean =>
  key === 'pending'
    ? rules.some(({ cases }) => cases.pending > 0)
    : key === 'overdue'
      ? rules.some(({ overdue }) => overdue > 0)
      : key !== 'trend' || rules.some(({ months }) => months.some(({ violations }) => violations > 0))

const columns: readonly DataColumn<AnsweredRule>[] = [
  {
    key: 'name',
    label: 'Rule',
    value: ({ name }) => name,
    show: rule => <Named rule={rule} />,
    width: 'minmax(280px, 4fr)',
  },
  {
    key: 'severity',
    label: 'Severity',
    value: ({ severity }) => severities.indexOf(severity) + 1,
    show: ({ severity }) => <Severity of={severity} />,
    width: '92px',
  },
  {
    key: 'violated',
    label: 'Broken in',
    title: 'Cases that break the rule',
    value: violatedIn,
    show: rule => {
      const cases = violatedIn(rule)
      if (cases === null)
        return <span className="muted">{rule.unjudgedFor.length > 0 ? 'not judged' : 'no answer'}</span>
      return <span className={cases > 0 ? css.bad : undefined}>{formatNumber(cases)}</span>
    },
    align: 'right',
    width: '84px',
  },
  {
    key: 'share',
    label: '% of cases',
    title: 'Of the cases that the rule applies to',
    value: rule => (known(rule) && rule.cases.applicable > 0 ? rule.cases.violated / rule.cases.applicable : null),
    show: rule => (known(rule) ? formatShare(rule.cases.violated, rule.cases.applicable) : '–'),
    align: 'right',
    width: '88px',
  },
  count('violations', 'Violations', 'A case can break a rule more than once', rule =>
    known(rule) ? rule.violations : null,
  ),
  count('pending', 'Pending', 'Running cases that still owe something', rule =>
    known(rule) ? rule.cases.pending : null,
  ),
  count('overdue', 'Overdue', 'Running cases whose deadline has passed; they break the rule', rule =>
    known(rule) ? rule.overdue : null,
  ),
  {
    key: 'trend',
    label: 'By month',
    title: 'Violations in each month',
    sorts: false,
    value: ({ months }) => months.map(({ month, violations }) => `${month}: ${violations}`).join('; '),
    show: ({ months }) => <Spark months={months} />,
    width: '104px',
  },
  { key: 'owner', label: 'Owner', value: ({ owner }) => owner, width: 'minmax(96px, 1fr)' },
  { key: 'source', label: 'Source', value: ({ source }) => source, width: 'minmax(96px, 1.5fr)' },
]
