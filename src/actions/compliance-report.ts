import { formatDuration, formatInstant } from '../base/time.ts'
import {
  type AllowEntry,
  overText,
  type RuleSummary,
  type ShownEvent,
  type ShownViolation,
} from '../compliance/index.ts'
import { ACTIVITY } from '../log/event-log.ts'
import {
  type Block,
  type DocumentModel,
  heading,
  list,
  note,
  paragraph,
  subheading,
  table,
} from './document/document.ts'

/** What a check was made of, so that anybody can make it again and compare. */
export interface CheckProvenance {
  /** Version of the program. */
  readonly version: string
  /** The command that gives these numbers again. */
  readonly command: string
  readonly log: {
    readonly name: string
    readonly cases: number
    readonly events: number
    readonly runningCases: number
    readonly fingerprint: string
  }
  /** Files that decide, with the SHA-256 of their bytes: the rules first. */
  readonly files: readonly { readonly role: string; readonly name: string; readonly sha256: string }[]
  /** Epoch ms until when running cases are judged. */
  readonly at: number
  readonly notes: readonly string[]
  readonly idle: readonly AllowEntry[]
}

/**
 * The evidence of a check as a document: what was checked, by what, and every number with its cases. It has no time of its own: the same
 * log, files and version give the same document.
 */
export function complianceReport(
  title: string,
  summaries: readonly RuleSummary[],
  from: CheckProvenance,
): DocumentModel {
  return {
    title,
    subtitle: `Compliance check of ${from.log.name}: ${summaries.length} ${summaries.length === 1 ? 'rule' : 'rules'}, ${from.log.cases} cases, ${from.log.events} events.`,
    blocks: [...summaryBlocks(summaries), ...summaries.flatMap(ruleBlocks), ...provenanceBlocks(from)],
  }
}

function summaryBlocks(summaries: readonly RuleSummary[]): Block[] {
  const broken = summaries.filter(({ violations }) => violations > 0)
  const open = summaries.filter(({ because, unjudgedFor }) => because !== null || unjudgedFor.length > 0)
  return [
    paragraph(
      `${broken.length} of ${summaries.length} rules ${broken.length === 1 ? 'is' : 'are'} broken.${open.length > 0 ? ` ${open.length} could not be answered.` : ''}`,
    ),
    table(
      ['Rule', 'Severity', 'Cases', 'Broken', 'Share', 'Pending', 'Undecided', 'Allowed'],
      summaries.map(one => [
        `${one.name} (${one.id})`,
        one.severity,
        ...(one.because === null && one.unjudgedFor.length === 0
          ? [
              String(one.cases.applicable),
              String(one.cases.violated),
              one.cases.applicable === 0 ? '–' : `${((100 * one.cases.violated) / one.cases.applicable).toFixed(1)} %`,
              String(one.cases.pending),
              String(one.cases.undecided),
              String(one.cases.allowed),
            ]
          : [one.because === null ? 'not judged' : 'not answered', '–', '–', '–', '–', '–']),
      ]),
    ),
  ]
}

function ruleBlocks(one: RuleSummary): Block[] {
  const head = [
    heading(one.name),
    list([`Rule ${one.id}: ${one.rule}`, `Severity: ${one.severity}`, `Owner: ${one.owner}`, `Source: ${one.source}`]),
  ]
  if (one.because !== null) return [...head, note(`This rule could not be answered: ${one.because}.`)]
  return [
    ...head,
    ...(one.unknownActivities.length > 0
      ? [
          note(
            `${one.unjudgedFor.length > 0 ? 'This rule cannot be judged: the' : 'The'} log has no activity ${one.unknownActivities.map(name => `“${name}”`).join(', ')}.`,
          ),
        ]
      : []),
    list(facts(one)),
    ...(one.violations > 0 && one.months.length > 0
      ? [
          subheading('By month (UTC)'),
          table(
            ['Month', 'Violations', 'Cases begun', 'of them broken'],
            one.months.map(month => [month.month, ...[month.violations, month.cases, month.violated].map(String)]),
          ),
        ]
      : []),
    ...(one.concentrations.length > 0
      ? [
          subheading('Where violations concentrate'),
          table(
            ['Attribute', 'Value', 'Cases', 'Broken', 'Other cases', 'Broken', 'Effect (Cohen’s h)', 'Corrected p'],
            one.concentrations.map(c => [
              c.attribute === ACTIVITY ? 'activity of an event' : c.attribute,
              c.value,
              ...[c.cases, c.violated, c.otherCases, c.otherViolated].map(String),
              c.effect.toFixed(2),
              c.p < 0.0001 ? '< 0.0001' : c.p.toFixed(4),
            ]),
          ),
        ]
      : []),
    ...violationBlocks(one),
  ]
}

function facts(one: RuleSummary): string[] {
  const { cases, people, measure, throughput, overMs } = one
  return [
    `Applies to ${cases.applicable} cases: ${cases.satisfied} keep to it, ${cases.violated} break it, ${cases.pending} are pending, ${cases.undecided} are not decided because a value or time is missing, ${cases.allowed} are on the allowlist.`,
    `${one.violations} violations${one.first === null ? '' : `, the first on ${formatInstant(one.first)}, the last on ${formatInstant(one.last!)}`}; ${one.allowedViolations} more are allowed.`,
    ...(one.nextDue === null
      ? []
      : [
          `The earliest deadline of a running case is ${formatInstant(one.nextDue)}; ${one.dueSoon} are due within the time asked for.`,
        ]),
    ...(overMs === null
      ? []
      : [
          `Beyond the limit: median ${overText(overMs.median, one)}, longest ${overText(overMs.max, one)}, together ${overText(overMs.total, one)}.`,
        ]),
    ...(one.overdue === 0
      ? []
      : [`${one.overdue} of the cases that break it are still running: their deadline has passed.`]),
    ...(measure === null ? [] : [measureText(measure)]),
    ...(throughput === null || throughput.mean === null || measure?.attribute === 'throughput'
      ? []
      : [measureText(throughput)]),
    ...(people === null || people.people === 0
      ? []
      : [
          people.people === null
            ? 'The people involved are too few to be counted.'
            : `${people.people} people were involved.`,
        ]),
  ]
}

function measureText({ attribute, unit, total, mean, otherMean }: NonNullable<RuleSummary['measure']>): string {
  const shown = (value: number | null) => {
    if (value === null) return '–'
    return unit === 'ms'
      ? formatDuration(value)
      : `${Number(value.toFixed(2))}${unit.startsWith('money:') ? ` ${unit.slice(6)}` : ''}`
  }
  return `${attribute === 'throughput' ? 'Throughput time' : attribute} of cases that break it: total ${shown(total)}, mean ${shown(mean)} (others ${shown(otherMean)}).`
}

const kinds: Readonly<Record<ShownViolation['kind'], string>> = {
  event: 'by the event',
  missing: 'missing when the case ended',
  overdue: 'overdue',
}

function violationBlocks(one: RuleSummary): Block[] {
  if (one.withheld)
    return one.omitted === 0
      ? []
      : [note('The cases are not listed, because they point at fewer people than may be shown.')]
  if (one.shown.length === 0) return []
  return [
    subheading('Violations'),
    table(
      ['Case', 'When (UTC)', 'How', 'Event', 'Because of', 'Beyond the limit'],
      one.shown.map(shown => [
        shown.case,
        shown.at === null ? '–' : clock(shown.at),
        kinds[shown.kind],
        eventText(shown.event),
        eventText(shown.because),
        shown.overMs === null ? '–' : overText(shown.overMs, one),
      ]),
    ),
    ...(one.omitted > 0 ? [note(`${one.omitted} more violations are not listed here.`)] : []),
  ]
}

/** `2024-05-01 09:30:00`, to the second. */
const clock = (instant: number): string =>
  formatInstant(instant)
    .replace('T', ' ')
    .replace(/(\.\d+)?Z$/, '')

const eventText = (event: ShownEvent | null): string =>
  event === null ? '–' : `${event.activity ?? '(no activity)'} (event ${event.number})`

function provenanceBlocks({ version, command, log, files, at, notes, idle }: CheckProvenance): Block[] {
  return [
    heading('How to check this again'),
    paragraph('The same log, files and version give the same document, byte for byte. The command:'),
    paragraph(command),
    table(
      ['What', 'Name', 'Identity'],
      [
        ['Log', `${log.name}: ${log.cases} cases (${log.runningCases} running), ${log.events} events`, log.fingerprint],
        ...files.map(file => [file.role, file.name, `sha256:${file.sha256}`]),
        ['Program', 'Parfocal', version],
        ['Judged as of', formatInstant(at), ''],
      ],
    ),
    ...(notes.length > 0 ? [list(notes)] : []),
    ...(idle.length > 0
      ? [
          subheading('Entries of the allowlist that no violation needs'),
          table(
            ['Rule', 'Cases', 'Reason', 'Author', 'Until'],
            idle.map(entry => [
              entry.rule,
              entry.cases.join(', '),
              entry.reason,
              entry.author,
              formatInstant(entry.until),
            ]),
          ),
        ]
      : []),
  ]
}
