import { own } from '../../base/own.ts'
import type { Result } from '../../base/result.ts'
import type { Calendar } from '../../log/calendar.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import type { BpmnModel } from '../../model/bpmn.ts'
import type { PetriNet } from '../../model/petri-net.ts'
import { type Drawing, type Interval, type MeasureOptions, measureModel } from './measure-model.ts'
import type { ModelDeviations, PartDeviations } from './model-deviations.ts'
import type { CountedBy, PartFrequency } from './model-frequency.ts'
import { type ModelTimes, type PartTimes, TimesOnModel } from './model-times.ts'
import type { TimedCases } from './timed-cases.ts'

/** Numbers at one part of a picture. Shares are of the cases whose alignment is known. */
export interface MeasuredPart extends PartFrequency {
  readonly id: string
  /** null where no case departs here. */
  readonly deviations: PartDeviations | null
  /** Where they were asked for; null where none is known. */
  readonly durations?: PartTimes | null
}
export interface MeasuredPicture {
  /** Cases by how they were counted. */
  readonly countedBy: Readonly<Record<CountedBy, number>>
  /** Cases whose deviations are known. */
  readonly alignedCases: number
  readonly parts: readonly MeasuredPart[]
  /** Cases that the times come from, of all. */
  readonly timedCases?: Pick<ModelTimes, 'counted' | 'cases'>
}
/** Cases with their times, for the times on the parts; durations are those of the calendar. */
export interface TimedLog {
  readonly cases: TimedCases
  readonly calendar: Calendar | null
}
/** What `POST /api/models/measure` answers. */
export interface MeasureReport {
  readonly cases: number
  /** Alignment fitness, at least and at most; null where there is none, for the reason in `notes`. */
  readonly fitness: Interval | null
  readonly averageFitness: Interval | null
  readonly fittingCases: number | null
  readonly precision: number | null
  readonly fScore: Interval | null
  readonly net: MeasuredPicture
  readonly bpmn: MeasuredPicture | null
  readonly notes: readonly string[]
}

/** How well a model fits, how often its parts are taken, how long that takes and where cases depart, as plain JSON. */
export async function measureReport(
  log: VariantLog,
  model: { readonly net: PetriNet; readonly bpmn: Result<BpmnModel> },
  options: MeasureOptions & { readonly timed?: TimedLog | null },
): Promise<MeasureReport> {
  const { aligned, net, bpmn } = await measureModel(log, model, options)
  const { cases, by } = net.frequency
  const found = aligned.ok ? aligned.value : null
  const notes: string[] = []
  if (!aligned.ok) notes.push(aligned.because)
  if (found && !found.precision.ok) notes.push(found.precision.because)
  if (by.bounded > 0) notes.push(`${by.bounded} of ${cases} cases are counted by alignments that may not be the best.`)
  if (by.replay > 0)
    notes.push(`${by.replay} of ${cases} cases are counted by token-based replay: they have no alignment.`)
  if (!bpmn.ok) notes.push(bpmn.because)
  return {
    cases,
    fitness: found?.fitness ?? null,
    averageFitness: found?.averageFitness ?? null,
    fittingCases: found?.fittingCases ?? null,
    precision: found?.precision.ok ? found.precision.value : null,
    fScore: found?.fScore ?? null,
    net: await picture(log, net, options),
    bpmn: bpmn.ok ? await picture(log, bpmn.value, options) : null,
    notes,
  }
}

async function picture(
  log: VariantLog,
  { drawn, walks, frequency, deviations }: Drawing,
  { timed = null, pace }: Pick<MeasureOptions, 'pace'> & { readonly timed?: TimedLog | null },
): Promise<MeasuredPicture> {
  let times: ModelTimes | null = null
  if (timed !== null) {
    const counter = new TimesOnModel(log, drawn, walks, timed.calendar)
    await counter.add(timed.cases, pace)
    times = counter.times()
  }
  return {
    countedBy: frequency.by,
    alignedCases: deviations.cases,
    parts: Object.entries(frequency.parts).map(([id, counts]) => ({
      ...{ id, ...counts },
      deviations: at(deviations, id),
      ...(times === null ? {} : { durations: own(times.parts, id) ?? null }),
    })),
    ...(times === null ? {} : { timedCases: { counted: times.counted, cases: times.cases } }),
  }
}
const at = ({ parts }: ModelDeviations, id: string): PartDeviations | null => own(parts, id) ?? null
