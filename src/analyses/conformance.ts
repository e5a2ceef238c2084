import { z } from 'zod'
import { correctedForMany } from '../base/significance.ts'
import { type AlignmentFitness, align, alignmentFitness, isOptimal, type LogAlignment } from '../conformance/index.ts'
import { noPace, pace } from '../log/count/pace.ts'
import type { Clause } from '../log/filter.ts'
import { type VariantLog, variantLogOf } from '../log/variant-log.ts'
import type { Analysis, Answer, Finding } from './analysis.ts'
import { type Baseline, givenBaseline, minedBaseline, withoutActivities } from './models/baseline.ts'
import { caseTimes, type TimeDifference, timeDifference } from './models/case-times.ts'
import { type DeviationGroup, deviationGroups } from './models/deviation-groups.ts'
import { deviationTables, kindTitles } from './models/deviation-tables.ts'
import { cases, duration, ms, number, percent, plain, ratio, times } from './words.ts'

const params = z.object({
  model: z
    .string()
    .default('')
    .describe(
      'The model, as the text of a file of any known format (BPMN, PNML, PTML, JSON); empty: mined from the log.',
    ),
  labels: z
    .unknown()
    .default(null)
    .describe(
      'Label mapping of the model (JSON); null: labels are matched to activities, and what is matched is told.',
    ),
  noise: z
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .describe('Noise of the inductive miner where no model is given, 0 to 1.'),
  limit: z.number().int().min(1).max(200).default(20).describe('How many deviations become findings.'),
  level: z
    .number()
    .min(0.0001)
    .max(0.2)
    .default(0.05)
    .describe('Differences in time with a corrected p-value from this on are told to be perhaps chance.'),
  seconds: z
    .number()
    .min(0)
    .max(3600)
    .default(60)
    .describe('Time for the alignments; what is left then is an interval.'),
  states: z
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .default(200_000)
    .describe('States that the search for the alignment of one variant may look at.'),
})

/** A group with what it costs in time. */
type Measured = DeviationGroup & { readonly time: (TimeDifference & { readonly q: number }) | null }

/** Where, how often and at what cost in time cases depart from a model. */
export const conformance: Analysis<typeof params> = {
  id: 'conformance',
  title: 'Conformance',
  asks: 'Where do cases depart from the model, how often, and what does it cost in time?',
  params,
  async answer(engine, ask, chosen, cancel, clock) {
    const { variants, totalCases } = await engine.variants(ask, cancel)
    if (totalCases === 0) return nothing('There are no cases to hold against a model.')
    const whole = variantLogOf(variants)
    const read =
      chosen.model.trim() === ''
        ? { ok: true as const, value: minedBaseline(whole, chosen.noise) }
        : givenBaseline(chosen.model, chosen.labels, whole.activities)
    if (!read.ok) return nothing(`Conformance is asked of Petri nets. ${read.because}`)
    const baseline = read.value
    const log = withoutActivities(whole, baseline.ignored)
    const steps = clock ? pace(clock, cancel) : noPace.with(cancel)
    const aligned = await align(log, baseline.net, {
      pace: steps,
      budget: { timeMs: clock ? chosen.seconds * 1000 : Number.POSITIVE_INFINITY, states: chosen.states },
      ...(clock ? { now: () => clock.now() } : {}),
    })
    if (!aligned.ok) return nothing(`The model cannot be answered for: ${aligned.because}.`, baseline.notes)
    const { groups, isGuessing } = await deviationGroups(baseline.net, aligned.value, log.cases, steps)
    const ids = variants.map(({ id }) => id)
    const measured = await withTimes(groups, await caseTimes(engine, ask, ids, cancel))
    const fitness = alignmentFitness(log, aligned.value)
    return {
      findings: [
        overall(fitness, ids, aligned.value),
        ...measured.slice(0, chosen.limit).map(group => finding(group, totalCases, ids, chosen.level)),
      ],
      tables: deviationTables(measured, totalCases, baseline.ids),
      notes: notesOf({ baseline, log, aligned: aligned.value, fitness, measured, isGuessing, limit: chosen.limit }),
    }
  },
}

const nothing = (because: string, notes: readonly string[] = []): Answer => ({
  findings: [],
  tables: [],
  notes: [...notes, because],
})

async function withTimes(groups: readonly DeviationGroup[], all: Awaited<ReturnType<typeof caseTimes>>) {
  if (all === null) return groups.map((group): Measured => ({ ...group, time: null }))
  const differences = groups.map(({ variants }) => timeDifference(all, variants))
  const q = correctedForMany(differences.map(({ p }) => p))
  return groups.map((group, i): Measured => ({ ...group, time: { ...differences[i]!, q: q[i]! } }))
}

/** Exactly the cases of these variants, by whichever list is shorter. */
export function variantsClause(ids: readonly string[], of: ReadonlySet<number>): Clause {
  if (of.size * 2 <= ids.length) return { kind: 'variant', ids: ids.filter((_, v) => of.has(v)) }
  return { kind: 'variant', ids: ids.filter((_, v) => !of.has(v)), not: true }
}

function overall(fitness: AlignmentFitness, ids: readonly string[], { variants }: LogAlignment): Finding {
  const { cases: all, fittingCases } = fitness
  const departing = all - fittingCases
  const deviating = new Set(variants.flatMap(({ cost }, v) => (cost > 0 ? [v] : [])))
  return {
    id: 'departing',
    sentence:
      departing === 0
        ? '100 % of cases fit the model.'
        : `${percent(departing / all)} of cases depart from the model; the fitness of a case is ${percent(fitness.averageFitness)} on average.`,
    importance: 1,
    quantities: [
      cases('cases that depart', departing),
      ratio('share of cases', departing / all),
      ratio('average fitness', fitness.averageFitness),
      ratio('average fitness at most', fitness.averageFitnessAtMost),
      ratio('fitness of the log', fitness.logFitness),
      ratio('fitness of the log at most', fitness.logFitnessAtMost),
      plain('moves that depart', fitness.cost),
      plain('moves that depart, at least', fitness.lowerCost),
    ],
    evidence: departing === 0 ? [] : [variantsClause(ids, deviating)],
    actions: [],
  }
}

function finding(group: Measured, totalCases: number, ids: readonly string[], level: number): Finding {
  const { kind, activity, places, time } = group
  const share = group.cases / totalCases
  return {
    id: `${kind}:${activity}`,
    sentence: `${percent(share)} of cases ${said[kind](`*${activity}*`)}, ${places.length === 1 ? '' : 'mostly '}${placeText(places[0]!.after)}${timeText(time, level)}.`,
    importance: share,
    quantities: [
      cases('cases', group.cases),
      ratio('share of cases', share),
      plain('occurrences', group.occurrences),
      ...(time === null
        ? []
        : [
            ms('median throughput time with', time.withMs),
            ms('median throughput time without', time.withoutMs),
            plain('Cliff’s delta', time.delta),
            plain('corrected p-value', time.q),
          ]),
    ],
    evidence: [variantsClause(ids, group.variants)],
    actions: [],
  }
}

const said: Readonly<Record<DeviationGroup['kind'], (activity: string) => string>> = {
  missing: activity => `leave ${activity} out`,
  'too-often': activity => `do ${activity} more often than the model allows`,
  'out-of-order': activity => `do ${activity} where the model has it elsewhere`,
  'wrong-branch': activity => `do ${activity} though they went another way that excludes it`,
  unknown: activity => `do ${activity}, which the model does not know`,
}

const placeText = (after: string | null) => (after === null ? 'at the start' : `after *${after}*`)

function timeText(time: Measured['time'], level: number): string {
  if (time === null || time.withMs === null || time.withoutMs === null) return ''
  const extra = time.withMs - time.withoutMs
  if (extra === 0) return '; their median throughput time is that of the others'
  const chance = time.q < level ? '' : ', which may be chance'
  return `; their median throughput time is ${duration(Math.abs(extra))} ${extra > 0 ? 'longer' : 'shorter'} than that of the others${chance}`
}

interface Told {
  readonly baseline: Baseline
  readonly log: VariantLog
  readonly aligned: LogAlignment
  readonly fitness: AlignmentFitness
  readonly measured: readonly Measured[]
  readonly isGuessing: boolean
  readonly limit: number
}

function notesOf({ baseline, log, aligned, fitness, measured, isGuessing, limit }: Told): string[] {
  const open = aligned.variants.flatMap((one, v) => (isOptimal(one) ? [] : [v]))
  const casesOf = (list: readonly number[]) => list.reduce((sum, v) => sum + log.cases[v]!, 0)
  const perhaps = open.filter(v => aligned.variants[v]!.lower === 0)
  const unknown = measured.filter(({ kind }) => kind === 'unknown').map(({ activity }) => `*${activity}*`)
  return [
    ...baseline.notes,
    ...(unknown.length > 0 ? [`The model does not know ${unknown.join(', ')}.`] : []),
    ...(baseline.ignored.size > 0 ? [`Left out, as the label mapping says: ${[...baseline.ignored].join(', ')}.`] : []),
    ...(open.length > 0
      ? [
          `For ${times(casesOf(open), 'case', 'cases')} the budget ended before the best alignment was known: their deviations are those of a good one, ${number(casesOf(perhaps))} of them may fit, and average fitness is between ${percent(fitness.averageFitness)} and ${percent(fitness.averageFitnessAtMost)}. More with \`seconds\` and \`states\`.`,
        ]
      : []),
    ...(isGuessing
      ? [
          `The model allows too much to be asked about every order: some of what is told as "${kindTitles['wrong-branch']}" or "${kindTitles['too-often']}" may be out of order.`,
        ]
      : []),
    ...(measured.length > limit ? [`${number(measured.length - limit)} more deviations stand in the table.`] : []),
    ...(measured.some(({ time }) => time === null)
      ? ['Throughput times are not compared: under this filter cases are not listed one by one, to protect people.']
      : []),
    ...(measured.length > 0 ? ['That cases which depart take longer is no proof of a cause.'] : []),
  ]
}
