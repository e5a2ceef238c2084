import type { Result } from '../../../base/result.ts'
import {
  align,
  alignEtcPrecision,
  alignmentFitness,
  entropyMeasures,
  etcPrecision,
  etcPrecisionEveryMarking,
  fScoreOf,
  generalization,
  simplicity,
  tokenBasedReplay,
} from '../../../conformance/index.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { textTable } from '../../text-table.ts'
import { type BudgetOptions, readLogAndNet, valueOrRefusal } from './log-and-net.ts'

export interface PrecisionOptions extends LogOptions, BudgetOptions {}

/** How much a model allows that never happened, and its other qualities; what cannot be told is null, with the reason. */
export async function precision(logFile: string, modelFile: string, options: PrecisionOptions, io: Io): Promise<void> {
  const { log, net, pace, budget, replayBudget } = await readLogAndNet(logFile, modelFile, options, io)
  const because: Record<string, string> = {}
  const told = <T>(name: string, answer: Result<T>): T | null => {
    if (answer.ok) return answer.value
    because[name] = answer.because
    return null
  }
  const alignment = valueOrRefusal(await align(log, net, { ...budget, progress: io.progress }))
  const fitness = alignmentFitness(log, alignment)
  const alignEtc = told('alignEtcPrecision', await alignEtcPrecision(log, net, alignment, pace))
  const entropy = told('entropyPrecision', await entropyMeasures(log, net, pace))
  const replay = await tokenBasedReplay(log, net, replayBudget)
  const report = {
    etcPrecision: told('etcPrecision', await etcPrecision(log, net, pace)),
    etcPrecisionEveryMarking: told('etcPrecisionEveryMarking', await etcPrecisionEveryMarking(log, net, pace)),
    alignEtcPrecision: alignEtc,
    entropyPrecision: entropy?.precision ?? null,
    entropyRecall: entropy?.recall ?? null,
    alignmentFitness: fitness.averageFitness,
    /** Harmonic mean of `alignmentFitness` and `alignEtcPrecision`. */
    fScore:
      alignEtc === null
        ? null
        : fScoreOf({ alignmentFitness: fitness.averageFitness, alignEtcPrecision: alignEtc }).fScore,
    generalization: generalization(log, replay),
    simplicity: simplicity(net),
  }
  if (options.json) return io.write(`${JSON.stringify({ ...report, because }, null, 2)}\n`)
  const rows = Object.entries(names).map(([key, name]) => {
    const value = report[key as keyof typeof names]
    return [name, value === null ? `not told: ${because[key] ?? 'see above'}` : value.toFixed(4)]
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
} as const
