import { z } from 'zod'
import type { Analysis, Answer, Finding } from './analysis.ts'
import {
  type CheckedDeviation,
  type ConformanceCheck,
  checkConformance,
  type DepartingCases,
} from './models/conformance-check.ts'
import type { ChosenMeasure } from './models/conformance-facts.ts'
import { conformanceQuestion } from './models/conformance-question.ts'
import { conformanceTables } from './models/conformance-tables.ts'
import { whereConcentrated } from './models/where-concentrated.ts'
import { cases, duration, ms, number, percent, plain, ratio } from './words.ts'

const params = conformanceQuestion.extend({
  concentrations: z
    .string()
    .default('')
    .describe(
      'Attribute values in which the cases of a deviation concentrate: its id, such as missing:Check order, or departing for all cases that depart; empty: not asked.',
    ),
  limit: z.number().int().min(1).max(200).default(20).describe('How many deviations become findings.'),
  level: z
    .number()
    .min(0.0001)
    .max(0.2)
    .default(0.05)
    .describe('Differences with a corrected p-value from this on are told to be perhaps chance.'),
})
type Chosen = z.infer<typeof params>

/** Where, how often and at what cost cases depart from a model. */
export const conformance: Analysis<typeof params> = {
  id: 'conformance',
  title: 'Conformance',
  asks: 'Where do cases depart from the model, how often, and what does it cost in time?',
  params,
  async answer(engine, ask, chosen, cancel, clock) {
    const checked = await checkConformance(engine, ask, chosen, cancel, { clock })
    if (!checked.ok) return { findings: [], tables: [], notes: [checked.because] }
    const check = checked.value
    const inside = groupOf(check, chosen.concentrations)
    const found =
      inside === null
        ? null
        : await whereConcentrated(engine, ask, inside.evidence, cancel, { level: chosen.level, named: inside.named })
    const counted = check.deviations.filter(({ allowed }) => allowed === null)
    const answer: Answer = {
      findings: [overall(check), ...counted.slice(0, chosen.limit).map(one => finding(one, check, chosen))],
      tables: conformanceTables(check, found?.ok ? found.value : null),
      notes: [
        ...check.notes,
        ...(chosen.concentrations !== '' && inside === null
          ? [`No case that is listed has what is asked for by concentrations: ${chosen.concentrations}.`]
          : []),
        ...(found?.ok === false ? [`Where it concentrates is not told: ${found.because}`] : []),
        ...(counted.length > chosen.limit
          ? [`${number(counted.length - chosen.limit)} more deviations stand in the table.`]
          : []),
      ],
    }
    return answer
  },
}

/** The cases whose concentrations are asked for, and activities that go without saying; null: none. */
function groupOf({ departing, deviations }: ConformanceCheck, asked: string) {
  if (asked === '') return null
  const one = deviations.find(({ id }) => id === asked)
  const { evidence, cases } = asked === 'departing' ? departing : (one ?? { evidence: null, cases: 0 })
  return evidence === null || cases === 0 ? null : { evidence, named: one ? [one.activity] : [] }
}

function overall({ cases: all, departing, departingWithAllowed, fitness }: ConformanceCheck): Finding {
  const allowed = departingWithAllowed.cases - departing.cases
  const without = allowed > 0 ? ` without what is allowed (${percent(departingWithAllowed.share)} with it)` : ''
  return {
    id: 'departing',
    sentence:
      departing.cases === 0
        ? `100 % of cases fit the model${without}.`
        : `${percent(departing.share)} of cases depart from the model${without}; the fitness of a case is ${percent(fitness.averageFitness)} on average.`,
    importance: 1,
    quantities: [
      cases('cases that depart', departing.cases),
      ratio('share of cases', departing.share),
      ...(allowed > 0
        ? [
            cases('cases that depart, with what is allowed', departingWithAllowed.cases),
            ratio('share of cases, with what is allowed', departingWithAllowed.share),
          ]
        : []),
      cases('cases', all),
      ratio('average fitness', fitness.averageFitness),
      ratio('average fitness at most', fitness.averageFitnessAtMost),
      ratio('fitness of the log', fitness.logFitness),
      ratio('fitness of the log at most', fitness.logFitnessAtMost),
      plain('moves that depart', fitness.cost),
      plain('moves that depart, at least', fitness.lowerCost),
    ],
    evidence: departing.cases === 0 ? [] : evidenceOf(departing),
    actions: [],
  }
}

/** Where no filter can say which cases they are, it keeps none rather than others. */
const evidenceOf = ({ evidence }: DepartingCases) => evidence ?? [{ kind: 'cases' as const, ids: [] }]

function finding(one: CheckedDeviation, { measure }: ConformanceCheck, { level }: Chosen): Finding {
  const { id, kind, activity, places, time, share } = one
  const measured = measure?.ok ? one.measure : null
  const what = measure?.ok ? wordsOf(measure.value) : ''
  const unit = measure?.ok ? measure.value.unit : 'number'
  return {
    id,
    sentence: `${percent(share)} of cases ${said[kind](`*${activity}*`)}, ${places.length === 1 ? '' : 'mostly '}${placeText(places[0]!.after)}${timeText(time, level)}${measureText(measured, what, level)}.`,
    importance: share,
    quantities: [
      cases('cases', one.cases),
      ratio('share of cases', share),
      plain('occurrences', one.occurrences),
      ...(time === null
        ? []
        : [
            ms('median throughput time with', time.withMs),
            ms('median throughput time without', time.withoutMs),
            plain('Cliff’s delta', time.delta),
            plain('corrected p-value', time.q),
          ]),
      ...(measured === null
        ? []
        : [
            { label: `mean ${what} with`, value: measured.withMean, unit },
            { label: `mean ${what} without`, value: measured.withoutMean, unit },
            { label: 'difference of the means, at least (95 %)', value: measured.low, unit },
            { label: 'difference of the means, at most (95 %)', value: measured.high, unit },
            plain('corrected p-value of the means', measured.q),
          ]),
    ],
    evidence: evidenceOf(one),
    actions: [],
  }
}

const wordsOf = ({ scope, key, of }: ChosenMeasure) => (scope === 'case' || of === 'mean' ? key : `${of} of ${key}`)

const said: Readonly<Record<CheckedDeviation['kind'], (activity: string) => string>> = {
  missing: activity => `leave ${activity} out`,
  'too-often': activity => `do ${activity} more often than the model allows`,
  'out-of-order': activity => `do ${activity} where the model has it elsewhere`,
  'wrong-branch': activity => `do ${activity} though they went another way that excludes it`,
  unknown: activity => `do ${activity}, which the model does not know`,
}

const placeText = (after: string | null) => (after === null ? 'at the start' : `after *${after}*`)

function timeText(time: CheckedDeviation['time'], level: number): string {
  if (time === null || time.differenceMs === null) return ''
  const extra = time.differenceMs
  if (extra === 0) return '; their median throughput time is that of the others'
  const chance = time.q < level ? '' : ', which may be chance'
  return `; their median throughput time is ${duration(Math.abs(extra))} ${extra > 0 ? 'longer' : 'shorter'} than that of the others${chance}`
}

function measureText(measure: CheckedDeviation['measure'], what: string, level: number): string {
  if (measure === null) return ''
  const chance = measure.q < level ? '' : ', which may be chance'
  return `; their mean ${what} is ${number(measure.withMean)}, that of the others ${number(measure.withoutMean)}${chance}`
}
