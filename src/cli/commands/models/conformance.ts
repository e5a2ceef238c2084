import { align, alignmentFitness, isOptimal, replayFitness, tokenBasedReplay } from '../../../conformance/index.ts'
import type { VariantLog } from '../../../log/variant-log.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { onOneLine, textTable } from '../../text-table.ts'
import { type BudgetOptions, type LogAndNet, readLogAndNet, valueOrRefusal } from './log-and-net.ts'

export interface ConformanceOptions extends LogOptions, BudgetOptions {
  readonly method: 'alignments' | 'replay'
}

/** What one variant says; `costMoves`, `lower` and `upper` are of alignments, tokens of replay. */
interface Row {
  readonly activities: readonly string[]
  readonly cases: number
  readonly fitness: number
  readonly [more: string]: unknown
}

interface Report {
  readonly method: ConformanceOptions['method']
  /** Over the sums of the whole log. */
  readonly fitness: number
  readonly averageFitness: number
  readonly fittingCases: number
  readonly cases: number
  readonly costMoves: number | null
  readonly unknownActivities: readonly string[]
  readonly perVariant: readonly Row[]
}

/** How well the cases of a log fit a model; ends with code 2 where the model cannot be answered for. */
export async function conformance(
  logFile: string,
  modelFile: string,
  options: ConformanceOptions,
  io: Io,
): Promise<void> {
  const asked = await readLogAndNet(logFile, modelFile, options, io)
  const report = options.method === 'replay' ? await replayed(asked, io) : await aligned(asked, io)
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

async function aligned({ log, net, unknown, budget }: LogAndNet, io: Io): Promise<Report> {
  const alignment = valueOrRefusal(await align(log, net, { ...budget, progress: io.progress }))
  const fitness = alignmentFitness(log, alignment)
  const open = alignment.variants.filter(one => !isOptimal(one)).length
  if (open > 0)
    io.note(
      `Note: for ${open} variants the budget ended first; their cost is an interval (more with --seconds, --states).`,
    )
  return {
    method: 'alignments',
    fitness: fitness.logFitness,
    averageFitness: fitness.averageFitness,
    fittingCases: fitness.fittingCases,
    cases: fitness.cases,
    costMoves: fitness.cost,
    unknownActivities: unknown,
    perVariant: alignment.variants.map(({ cost, lower }, v) => ({
      ...variantOf(log, v),
      costMoves: cost,
      lower,
      upper: cost,
      fitness: fitness.variants[v]!,
    })),
  }
}

async function replayed({ log, net, unknown, replayBudget }: LogAndNet, io: Io): Promise<Report> {
  const replay = await tokenBasedReplay(log, net, replayBudget)
  if (!replay.exact) io.note('Note: not all silent ways of the model were followed; some cases may fit better.')
  const fitness = replayFitness(log, replay)
  return {
    method: 'replay',
    fitness: fitness.logFitness,
    averageFitness: fitness.averageFitness,
    fittingCases: fitness.fittingCases,
    cases: fitness.cases,
    costMoves: null,
    unknownActivities: unknown,
    perVariant: replay.variants.map(({ produced, consumed, missing, remaining, unknown: passed }, v) => ({
      ...variantOf(log, v),
      produced,
      consumed,
      missing,
      remaining,
      unknown: passed,
      fitness: fitness.variants[v]!,
    })),
  }
}

const variantOf = (log: VariantLog, v: number) => ({
  activities: Array.from(log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!), s => log.activities[s]!),
  cases: log.cases[v]!,
})
