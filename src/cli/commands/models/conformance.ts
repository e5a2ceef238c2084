import { type ConformanceCheck, checkConformance } from '../../../analyses/models/conformance-check.ts'
import { conformanceQuestion, type DeviationOrder } from '../../../analyses/models/conformance-question.ts'
import {
  type CheckedReport,
  type ConformanceReport,
  checkedReport,
  replayedReport,
} from '../../../analyses/models/conformance-report.ts'
import { kindTitles } from '../../../analyses/models/conformance-tables.ts'
import {
  methodOf,
  type OtherMethod,
  type OtherReport,
  otherConformance,
  profileConformance,
} from '../../../analyses/models/other-conformance.ts'
import { timedCases } from '../../../analyses/models/timed-cases.ts'
import { FormatError } from '../../../base/errors.ts'
import { nodePlatform } from '../../../base/platform.node.ts'
import type { Result } from '../../../base/result.ts'
import { alignInThreads } from '../../../conformance/index.node.ts'
import type { align } from '../../../conformance/index.ts'
import { variantLogOf } from '../../../log/variant-log.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import { jsonArgument } from '../../json-file.ts'
import type { LogOptions } from '../../options.ts'
import { textFile } from '../../text-file.ts'
import { onOneLine, textTable } from '../../text-table.ts'
import { openWorkspace } from '../../workspace.ts'
import { type BudgetOptions, readLogAndNet, tellUnknown, valueOrRefusal } from './log-and-net.ts'
import { readModelText } from './model-file.ts'
import { otherText } from './other-text.ts'

export interface ConformanceOptions extends LogOptions, BudgetOptions {
  /** Absent: as the file says; a model of runs is checked by alignments. */
  readonly method?: 'alignments' | 'replay' | OtherMethod
  readonly threads?: number
  readonly allow?: string
  readonly at?: string
  readonly endedBy?: readonly string[]
  readonly runningDays?: number
  readonly measure?: string
  readonly measureOf?: string
  readonly timeBy?: string
  readonly bucket?: string
  readonly sort?: DeviationOrder
  readonly threshold: number
}

/** Options that only alignments understand. */
const ofAlignments = [
  'threads',
  'labels',
  'allow',
  'at',
  'endedBy',
  'runningDays',
  'measure',
  'measureOf',
  'timeBy',
  'bucket',
  'sort',
] as const

/** How well the cases of a log fit a model; ends with code 2 where the model cannot be answered for. */
export async function conformance(
  logFile: string,
  modelFile: string,
  options: ConformanceOptions,
  io: Io,
): Promise<void> {
  if (logFile === '-' && modelFile === '-') throw new UsageError('Only one of the two can be standard input.')
  if (options.method === 'replay') return replay(logFile, modelFile, refused(options, ['labels']), io)
  const text = await readModelText(modelFile, io, options.pool)
  const baseline = baselineIn(text)
  // what is no model is told under its name, whatever the method
  const model = baseline === null ? text : modelIn(baseline)
  const said = model === null ? null : named(modelFile, () => methodOf(model, modelFile))
  const method = options.method ?? said ?? 'alignments'
  if (method === 'alignments') return alignments(logFile, { text, baseline, name: modelFile }, options, io)
  return others(logFile, model ?? text, method, refused(options), io)
}

function refused(
  options: ConformanceOptions,
  heeded: readonly (typeof ofAlignments)[number][] = [],
): ConformanceOptions {
  const given = ofAlignments.find(key => options[key] !== undefined && !heeded.includes(key))
  if (given !== undefined)
    throw new UsageError(
      `--${given.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)} is for alignments, not for this method.`,
    )
  return options
}

/** What a text says goes wrong under the name of its file. */
function named<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof FormatError ? error.at({ file }) : error
  }
}

/** The document where a text is a baseline; else null. */
function baselineIn(text: string): unknown {
  if (!/^\ufeff?\s*\{/.test(text) || !/"parfocal"\s*:\s*"baseline"/.test(text)) return null
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown
  } catch (error) {
    throw new FormatError(`The baseline is no JSON (${(error as Error).message}).`)
  }
}

/** The text of its model; null: it is mined. */
function modelIn(baseline: unknown): string | null {
  const { model } = baseline as { readonly model?: unknown }
  return typeof model === 'string' && model !== '' ? model : null
}

interface Given {
  readonly text: string
  readonly baseline: unknown
  readonly name: string
}

async function alignments(logFile: string, given: Given, options: ConformanceOptions, io: Io): Promise<void> {
  const { seconds, states, at, endedBy, runningDays, measure, measureOf, timeBy, bucket, sort } = options
  const asked = conformanceQuestion.safeParse({
    ...{ seconds, states, at, endedBy, runningDays, measure, measureOf, timeBy, bucket, sort },
    ...(given.baseline === null
      ? {
          model: given.text,
          // without a mapping labels are activities: what scripts rely on
          labels:
            options.labels === undefined ? { version: 1, labels: [] } : await jsonArgument(options.labels, '--labels'),
        }
      : { baseline: given.baseline }),
    ...(options.allow === undefined ? {} : { allow: await textFile(options.allow, '--allow') }),
  })
  if (!asked.success)
    throw new UsageError(asked.error.issues.map(one => `${one.path.join('.')}: ${one.message}`).join('\n'))
  const { engine, ask } = await openWorkspace(logFile, options, io)
  const { threads } = options
  const inThreads: typeof align = (log, net, given) =>
    alignInThreads(log, net, { ...given, ...(threads === undefined ? {} : { threads }) })
  const machine = { clock: nodePlatform, progress: io.progress, align: inThreads }
  const check = valueOrRefusal(await checkConformance(engine, ask, asked.data, io.cancel, machine))
  const report = checkedReport(check)
  const activities = new Set(check.variants.flatMap(one => one.activities))
  tellUnknown(report.unknownActivities, activities.size, io)
  for (const note of check.notes) if (!note.startsWith('The model does not know')) io.note(`Note: ${onOneLine(note)}`)
  if (options.json) return io.write(`${JSON.stringify({ ...report, notes: check.notes }, null, 2)}\n`)
  await fits(report, 'alignments', ['lower', 'upper'], io)
  await io.write(deviationText(report, check))
}

async function replay(logFile: string, modelFile: string, options: ConformanceOptions, io: Io): Promise<void> {
  const { log, net, budget } = await readLogAndNet(logFile, modelFile, options, io)
  const { report, note } = valueOrRefusal(await replayedReport(log, net, budget))
  if (note) io.note(`Note: ${note}.`)
  if (options.json) return io.write(`${JSON.stringify(report, null, 2)}\n`)
  await fits(report, 'replay', ['missing', 'remaining'], io)
}

async function others(
  logFile: string,
  text: string,
  method: OtherMethod,
  options: ConformanceOptions,
  io: Io,
): Promise<void> {
  const { engine, ask } = await openWorkspace(logFile, options, io)
  let found: Result<OtherReport>
  if (method === 'temporal-profile') {
    const cases = await timedCases(engine, ask, io.cancel)
    found = io.busy(() => profileConformance(cases, text, options.threshold))
  } else {
    const { variants } = await engine.variants(ask, io.cancel)
    found = io.busy(() => otherConformance(method, variantLogOf(variants), text))
  }
  const report = valueOrRefusal(found)
  if (options.json) return io.write(`${JSON.stringify(report, null, 2)}\n`)
  await io.write(otherText(report))
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`

async function fits(report: ConformanceReport, method: string, columns: readonly string[], io: Io): Promise<void> {
  const worst = report.perVariant.filter(({ fitness }) => fitness < 1).slice(0, 20)
  const lines = [
    `${report.fittingCases} of ${report.cases} cases fit (${method}).`,
    `Fitness: ${percent(report.fitness)} of the whole log, ${percent(report.averageFitness)} a case on average.`,
    ...(worst.length > 0 ? ['', 'Most frequent variants that do not fit:'] : []),
  ]
  await io.write(`${lines.join('\n')}\n`)
  if (worst.length === 0) return
  const rows = worst.map(row => [
    row.cases,
    percent(row.fitness),
    ...columns.map(name => String(row[name])),
    row.activities.map(activity => onOneLine(activity)).join(' → '),
  ])
  await io.write(textTable(['cases', 'fitness', ...columns, 'activities'], rows, 140))
}

function deviationText(
  { departing, departingWithAllowed, deviations }: CheckedReport,
  { measure }: ConformanceCheck,
): string {
  if (deviations.length === 0) return ''
  const isAllowed = deviations.some(({ allowed }) => allowed !== null)
  const without = isAllowed ? ` (${percent(departingWithAllowed.share)} with what is allowed)` : ''
  const chosen = measure?.ok ? measure.value.key : null
  const columns = [
    'cases',
    'share',
    'deviation',
    'activity',
    ...(chosen === null ? [] : [`mean ${chosen}`, 'of others', 'p']),
    'allowed by',
  ]
  const rows = deviations
    .slice(0, 20)
    .map(({ cases, share, kind, activity, measure: found, allowed }) => [
      ...[cases, percent(share), kindTitles[kind], onOneLine(activity)],
      ...(chosen === null
        ? []
        : [found?.withMean ?? null, found?.withoutMean ?? null, found?.q ?? null].map(value =>
            value === null ? '' : String(Number(value.toPrecision(4))),
          )),
      allowed?.author ?? '',
    ])
  return `\n${percent(departing.share)} of cases depart${without}:\n\n${textTable(columns, rows, 60)}`
}
