import {
  alignedReport,
  type ConformanceMethod,
  type ConformanceReport,
  replayedReport,
} from '../../../analyses/models/conformance-report.ts'
import { alignInThreads } from '../../../conformance/index.node.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { onOneLine, textTable } from '../../text-table.ts'
import { type BudgetOptions, type LogAndNet, readLogAndNet, valueOrRefusal } from './log-and-net.ts'

export interface ConformanceOptions extends LogOptions, BudgetOptions {
  readonly method: ConformanceMethod
  readonly threads?: number
}

/** How well the cases of a log fit a model; ends with code 2 where the model cannot be answered for. */
export async function conformance(
  logFile: string,
  modelFile: string,
  options: ConformanceOptions,
  io: Io,
): Promise<void> {
  const asked = await readLogAndNet(logFile, modelFile, options, io)
  const report = options.method === 'replay' ? await replayed(asked, io) : await aligned(asked, options, io)
  if (options.json) return io.write(`${JSON.stringify(report, null, 2)}\n`)
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`
  const worst = report.perVariant.filter(({ fitness }) => fitness < 1).slice(0, 20)
  const lines = [
    `${report.fittingCases} of ${report.cases} cases fit (${options.method}).`,
    `Fitness: ${percent(report.fitness)} of the whole log, ${percent(report.averageFitness)} a case on average.`,
    ...(worst.length > 0 ? ['', 'Most frequent variants that do not fit:'] : []),
  ]
  await io.write(`${lines.join('\n')}\n`)
  if (worst.length === 0) return
  const columns = options.method === 'replay' ? ['missing', 'remaining'] : ['lower', 'upper']
  const rows = worst.map(row => [
    row.cases,
    percent(row.fitness),
    ...columns.map(name => String(row[name])),
    row.activities.map(activity => onOneLine(activity)).join(' → '),
  ])
  await io.write(textTable(['cases', 'fitness', ...columns, 'activities'], rows, 140))
}

async function aligned(
  { log, net, budget }: LogAndNet,
  { threads }: ConformanceOptions,
  io: Io,
): Promise<ConformanceReport> {
  const shared = threads === undefined ? {} : { threads }
  const { report, note } = valueOrRefusal(
    await alignedReport(log, net, { ...budget, ...shared, progress: io.progress }, alignInThreads),
  )
  if (note) io.note(`Note: ${note} (more with --seconds, --states).`)
  return report
}

async function replayed({ log, net, replayBudget }: LogAndNet, io: Io): Promise<ConformanceReport> {
  const { report, note } = await replayedReport(log, net, replayBudget)
  if (note) io.note(`Note: ${note}.`)
  return report
}
