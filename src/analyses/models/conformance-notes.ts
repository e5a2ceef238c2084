import { formatInstant } from '../../base/time.ts'
import { type AlignmentFitness, isOptimal } from '../../conformance/index.ts'
import { number, percent, times } from '../words.ts'
import type { CheckParts } from './conformance-assembly.ts'
import type { CheckedDeviation, JudgedAllowance } from './conformance-check.ts'
import { kindTitles } from './conformance-tables.ts'

interface Found {
  readonly deviations: readonly CheckedDeviation[]
  readonly entries: readonly JudgedAllowance[]
  readonly isGuessing: boolean
  readonly fitness: AlignmentFitness
}

/** What limits the answer of a check, for people. */
export function conformanceNotes(parts: CheckParts, found: Found): string[] {
  const { baseline, facts } = parts
  const { deviations, isGuessing } = found
  const unknown = deviations.filter(({ kind }) => kind === 'unknown').map(({ activity }) => `*${activity}*`)
  return [
    ...baseline.notes,
    ...(unknown.length > 0 ? [`The model does not know ${unknown.join(', ')}.`] : []),
    ...(baseline.ignored.size > 0 ? [`Left out, as the label mapping says: ${[...baseline.ignored].join(', ')}.`] : []),
    ...ofRunning(parts),
    ...ofAllowlist(parts, found),
    ...ofBudget(parts, found),
    ...(isGuessing
      ? [
          `The model allows too much to be asked about every order: some of what is told as "${kindTitles['wrong-branch']}" or "${kindTitles['too-often']}" may be out of order.`,
        ]
      : []),
    ...(facts.cases.ok
      ? []
      : [
          'Throughput times, the measure and the course over time are not told: under this filter cases are not listed one by one, to protect people.',
        ]),
    ...(facts.measure?.ok === false ? [`The measure is not told: ${facts.measure.because}`] : []),
    ...(deviations.length > 0 ? ['That cases which depart take longer is no proof of a cause.'] : []),
  ]
}

function ofRunning({ facts, question: { endedBy, runningDays }, baseline }: CheckParts): string[] {
  if (endedBy.length === 0 && runningDays === 0) return []
  const running = facts.running.reduce((sum, n) => sum + n, 0)
  const all = running + facts.ended.reduce((sum, n) => sum + n, 0)
  const by = [
    ...(endedBy.length > 0 ? [`they have no ${endedBy.map(name => `*${name}*`).join(' or ')}`] : []),
    ...(runningDays > 0 && facts.latest !== null
      ? [`their last event lies in the last ${times(runningDays, 'day', 'days')} up to ${formatInstant(facts.latest)}`]
      : []),
  ]
  if (by.length === 0) return ['The log has no times, so that no case counts as running.']
  return [
    `${times(running, 'case', 'cases')} of ${number(all)} still run: ${by.join(', and ')}. What may still come is not missing in them, and only cases that have ended are compared.`,
    ...(baseline.kind === 'mined' && running > 0 && running < all
      ? ['The model was mined from the cases that have ended.']
      : []),
  ]
}

function ofAllowlist({ at }: CheckParts, { entries }: Found): string[] {
  const named = (state: JudgedAllowance['state']) => entries.filter(entry => entry.state === state)
  const day = (instant: number) => formatInstant(instant).slice(0, 10)
  const holding = named('holds')
  return [
    ...(holding.length > 0
      ? [
          `Allowed as of ${day(at)}, and not counted: ${holding.map(({ deviation, author, until }) => `*${deviation}* (by ${author}, until ${day(until)})`).join(', ')}.`,
        ]
      : []),
    ...named('expired').map(
      ({ deviation, until }) => `The allowance of *${deviation}* ended on ${day(until)}: it counts again.`,
    ),
    ...(named('idle').length > 0
      ? [
          `No case has what ${times(named('idle').length, 'entry', 'entries')} of the allowlist would allow: ${named(
            'idle',
          )
            .map(({ deviation }) => `*${deviation}*`)
            .join(', ')}.`,
        ]
      : []),
  ]
}

function ofBudget({ alignment, log }: CheckParts, { fitness }: Found): string[] {
  const open = alignment.variants.flatMap((one, v) => (isOptimal(one) ? [] : [v]))
  if (open.length === 0) return []
  const casesOf = (list: readonly number[]) => list.reduce((sum, v) => sum + log.cases[v]!, 0)
  const perhaps = open.filter(v => alignment.variants[v]!.lower === 0)
  return [
    `For ${times(casesOf(open), 'case', 'cases')} the budget ended before the best alignment was known: their deviations are those of a good one, ${number(casesOf(perhaps))} of them may fit, and average fitness is between ${percent(fitness.averageFitness)} and ${percent(fitness.averageFitnessAtMost)}. More with \`seconds\` and \`states\`.`,
  ]
}
