import { modelQualities } from '../../../analyses/models/model-qualities.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { textTable } from '../../text-table.ts'
import { type BudgetOptions, readLogAndNet, valueOrRefusal } from './log-and-net.ts'

export interface PrecisionOptions extends LogOptions, BudgetOptions {}

/** How much a model allows that never happened, and its other qualities; what cannot be told is null, with the reason. */
export async function precision(logFile: string, modelFile: string, options: PrecisionOptions, io: Io): Promise<void> {
  const { log, net, budget } = await readLogAndNet(logFile, modelFile, options, io)
  const report = valueOrRefusal(await modelQualities(log, net, budget))
  if (options.json) return io.write(`${JSON.stringify(report, null, 2)}\n`)
  const rows = Object.entries(names).map(([key, name]) => {
    const value = report[key as keyof typeof names]
    return [name, value === null ? `not told: ${report.because[key] ?? ''}` : value.toFixed(4)]
  })
  await io.write(textTable(['measure', 'value'], rows, 140))
}

const names = {
  etcPrecision: 'ETC precision as pm4py counts',
  etcPrecisionEveryMarking: 'ETC precision over every marking',
  alignEtcPrecision: 'align-ETC precision',
  entropyPrecision: 'entropy-based precision',
  entropyRecall: 'entropy-based recall',
  alignmentFitness: 'alignment fitness',
  fScore: 'F-score of alignment fitness and align-ETC',
  generalization: 'generalization',
  simplicity: 'simplicity',
  earthMovers: "earth movers' similarity",
} as const
