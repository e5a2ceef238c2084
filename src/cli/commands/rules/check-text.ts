import { formatInstant } from '../../../base/time.ts'
import {
  concentrationText,
  overText,
  type RuleSummary,
  type ShownEvent,
  type ShownViolation,
} from '../../../compliance/index.ts'
import { onOneLine, textTable } from '../../text-table.ts'

/** What a check says, for a terminal: a table of all rules, then the broken ones with some of their cases. */
export function checkText(summaries: readonly RuleSummary[], notes: readonly string[], limit: number): string {
  const parts = [
    textTable(
      ['rule', 'severity', 'cases', 'broken', 'share', 'pending', 'undecided', 'allowed'],
      summaries.map(({ id, severity, because, unjudgedFor, cases }) =>
        because !== null || unjudgedFor.length > 0
          ? [id, severity, null, null, null, null, null, null]
          : [
              id,
              severity,
              cases.applicable,
              cases.violated,
              cases.applicable === 0 ? null : percent(cases.violated / cases.applicable),
              cases.pending,
              cases.undecided,
              cases.allowed,
            ],
      ),
    ),
    ...summaries
      .filter(one => one.because !== null || one.violations > 0 || one.unknownActivities.length > 0)
      .map(one => ruleText(one, limit)),
    notes.map(note => `Note: ${onOneLine(note)}\n`).join(''),
  ]
  return parts.filter(part => part !== '').join('\n')
}

const percent = (share: number) => `${Math.round(share * 1000) / 10} %`

function ruleText(one: RuleSummary, limit: number): string {
  const lines = [`${one.id}: ${onOneLine(one.name)} (${one.severity}; ${onOneLine(one.source)})`]
  const say = (text: string) => lines.push(`  ${text}`)
  if (one.unknownActivities.length > 0)
    say(
      `${one.unjudgedFor.length > 0 ? 'Cannot be judged: the' : 'The'} log has no activity ${one.unknownActivities.map(name => `"${onOneLine(name)}"`).join(', ')}.`,
    )
  if (one.because !== null) say(`No answer: ${onOneLine(one.because)}.`)
  if (one.violations > 0) {
    say(
      `${one.violations} violations in ${one.cases.violated} cases${one.first === null ? '' : `, from ${formatInstant(one.first)} to ${formatInstant(one.last!)}`}`,
    )
    if (one.overMs !== null)
      say(`beyond the limit by ${overText(one.overMs.median, one)} (median), ${overText(one.overMs.max, one)} at most`)
    if (one.people?.people) say(`${one.people.people} people involved`)
    for (const c of one.concentrations.slice(0, 3))
      say(
        `${percent(c.violated / c.cases)} where ${onOneLine(concentrationText(c))}, ${percent(c.otherViolated / c.otherCases)} elsewhere (corrected p ${c.p < 0.001 ? '< 0.001' : c.p.toFixed(3)})`,
      )
    for (const shown of one.shown.slice(0, limit)) say(violationText(shown, one))
    if (one.withheld)
      say('The cases are not listed: they point at fewer than five people (--show-people, where the file is yours).')
    else if (one.violations > limit)
      say(`… and ${one.violations - Math.min(limit, one.shown.length)} more (--limit, --json)`)
  }
  return `${lines.join('\n')}\n`
}

function violationText({ case: id, kind, event, because, at, overMs }: ShownViolation, rule: RuleSummary): string {
  const where = event === null ? '' : `, ${eventText(event)}`
  const how = kind === 'missing' ? ', missing at the end' : kind === 'overdue' ? ', overdue' : ''
  const why = because === null ? '' : `, because of ${eventText(because)}`
  return `- ${onOneLine(id)}${where}${how}${why}${at === null ? '' : `, ${formatInstant(at)}`}${overMs === null ? '' : `, ${overText(overMs, rule)} beyond`}`
}

const eventText = ({ activity, number }: ShownEvent) =>
  `${activity === null ? '(missing)' : onOneLine(activity)} (event ${number})`
