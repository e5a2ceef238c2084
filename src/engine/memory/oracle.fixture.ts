import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sharedPath } from '../../../test/shared.ts'
import { nodePlatform } from '../../base/platform.node.ts'
import { bytesSource } from '../../base/platform.ts'
import { openLog } from '../../formats/open.ts'
import type { EventLog } from '../../log/event-log.ts'
import { EventLogBuilder } from '../../log/event-log-builder.ts'
import { Problems } from '../../log/problems.ts'

export type Arc = readonly [from: string, to: string, number: number]
/** Seconds; `nan` where there is no deviation. */
export interface Performance {
  readonly mean: number
  readonly median: number
  readonly min: number
  readonly max: number
  readonly sum: number
  readonly stdev: number | 'nan'
}

/** What pm4py 2.7.14 said of a log; durations in seconds. Keys that took it too long are absent. */
export interface Oracle {
  readonly _meta: { readonly source: string; readonly events: number; readonly cases: number }
  readonly start_activities: Record<string, number>
  readonly end_activities: Record<string, number>
  readonly activity_counts: Record<string, number>
  readonly dfg: readonly Arc[]
  readonly performance_dfg?: readonly (readonly [string, string, Performance])[]
  readonly eventually_follows?: readonly Arc[]
  readonly variants: readonly (readonly [readonly string[], number])[]
  readonly case_durations: {
    readonly per_case: Record<string, number> | null
    readonly mean: number
    readonly median: number
    readonly min: number
    readonly max: number
    readonly std_sample: number
    readonly p25: number
    readonly p75: number
    readonly p90: number
    readonly p95: number
  }
  readonly rework_cases: Record<string, number>
  readonly case_arrival_average?: number
  readonly activity_position?: Record<string, Record<string, number>>
  /** An object where pm4py failed. */
  readonly handover_of_work?: readonly Arc[] | Record<string, unknown>
}

/** Oracle files with the log that each is of. */
export const oracles = {
  bpic13_i: 'augusto-BPIC13_i/BPIC13_i.xes.gz',
  bpic2012: 'augusto-BPIC12/BPIC12.xes.gz',
  bpic2013_closed: 'augusto-BPIC13_cp/BPIC13_cp.xes.gz',
  bpic20_domestic: 'kirchmann-BPI_2020_DomesticDeclarations/BPI_2020_DomesticDeclarations.xes.gz',
  helpdesk: 'pm4py-helpdesk/helpdesk.xes.gz',
  interval_event_log: 'pm4py-interval/interval_event_log.csv',
  receipt: 'pm4py-receipt/08_receipt.xes.gz',
  repairExample: 'pm4py-compressed/03_repairExample.xes.gz',
  reviewing: 'pm4py-reviewing/reviewing.xes',
  roadtraffic100traces: 'pm4py-roadtraffic/roadtraffic100traces.xes',
  rtfmp: 'augusto-RTFMP/RTFMP.xes.gz',
  'running-example': 'pm4py-running-example/running-example.xes',
  sepsis: 'augusto-SEPSIS/SEPSIS.xes.gz',
} as const

export const readOracle = (name: string): Oracle =>
  JSON.parse(readFileSync(sharedPath('oracle', `${name}.json`), 'utf8'))

/**
 * A log of the shared data. `localClock`: the offsets of its times are cut off first, since pm4py reads 10:00+02:00 as
 * 10:00 and so miscounts spans over a change of the clock by an hour; with it the durations must agree to the ms.
 */
export async function readLog(path: string, localClock: boolean): Promise<EventLog> {
  const file = sharedPath('data', 'logs', path)
  let bytes: Uint8Array = readFileSync(file)
  if (path.endsWith('.gz')) bytes = gunzipSync(bytes)
  if (localClock)
    bytes = Buffer.from(
      Buffer.from(bytes)
        .toString('latin1')
        .replace(/(value="\d{4}-\d\d-\d\dT[\d:.]+)[+-]\d\d:\d\d"/g, '$1Z"'),
      'latin1',
    )
  const { log } = await openLog(bytesSource(basename(file).replace(/\.gz$/, ''), bytes), { platform: nodePlatform })
  return log
}

/** The interval log in the order of its file: pm4py keeps that order, so the time of an event is its line here. */
export function readIntervalLog(inFileOrder: boolean): EventLog {
  const lines = readFileSync(sharedPath('data', 'logs', oracles.interval_event_log), 'utf8')
    .trim()
    .split(/\r?\n/)
  const builder = new EventLogBuilder()
  for (const [line, text] of lines.slice(1).entries()) {
    const [id, activity, complete, start] = text.split(',') as [string, string, string, string]
    const row = builder.nextEvent(builder.cases.addText(id))
    builder.activity.setText(row, activity)
    builder.setComplete(row, inFileOrder ? line : Date.parse(complete))
    if (!inFileOrder) builder.setStart(row, Date.parse(start))
  }
  return builder.finish(new Problems())
}
