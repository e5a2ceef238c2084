import { ActionIcon, Tooltip } from '@mantine/core'
import type { AnsweredRule } from '../../../analyses/rules-check.ts'
import { concentrationText, overText, type ShownEvent, type ShownViolation } from '../../../compliance/index.ts'
import { ACTIVITY } from '../../../log/event-log.ts'
import type { Clause, Filter } from '../../../log/filter.ts'
import { toCsv } from '../../format/csv.ts'
import { downloadCsv } from '../../format/download.ts'
import { formatInstantIn, formatNumber, formatShare, plural } from '../../format/numbers.ts'
import { Icon } from '../../parts/icon.tsx'
import page from '../page.module.css'
import css from './rules.module.css'

const EXAMPLES = 8

export function Concentrations({
  rule,
  add,
}: {
  readonly rule: AnsweredRule
  readonly add: (clauses: Filter) => void
}) {
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

export function Examples(props: {
  readonly rule: AnsweredRule
  readonly open: (id: string) => void
  readonly allow: (one: string) => void
  /** Asks for the names of a case; null: nobody can here. */
  readonly askNames: ((one: string) => void) | null
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
              <span style={{ display: 'flex', gap: 8, flex: 'none' }}>
                {props.askNames && (
                  <button type="button" className={`${page.link} small`} onClick={() => props.askNames?.(one.case)}>
                    names…
                  </button>
                )}
                <button type="button" className={`${page.link} small`} onClick={() => props.allow(one.case)}>
                  accept…
                </button>
              </span>
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
