import { ok, type Result } from '../../../base/result.ts'
import {
  alphaMiner,
  alphaPlusMiner,
  causalNetToPetriNet,
  discoverDeclare,
  gatewaysToPetriNet,
  heuristicsMiner,
  powlMiner,
  splitMiner,
} from '../../../discovery/index.ts'
import { type VariantLog, variantLogOf } from '../../../log/variant-log.ts'
import type { Model } from '../../../model/model.ts'
import { powlToPetriNet } from '../../../model/powl.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { openWorkspace } from '../../workspace.ts'
import { printModel, type TargetOptions, targetFormat, writeModelTo } from './model-file.ts'
import { sizeOf } from './model-size.ts'

export interface MinerOptions extends LogOptions, Pick<TargetOptions, 'to' | 'force'> {
  readonly out?: string
  readonly dependency?: number
  readonly noise?: number
  readonly plus?: boolean
  readonly eta?: number
  readonly epsilon?: number
  readonly support?: number
  readonly confidence?: number
}

type Miner = (log: VariantLog, options: MinerOptions) => Result<Model>

const netOf = (net: Extract<Model, { kind: 'net' }>['net']): Model => ({ kind: 'net', net })

/** Miners other than the inductive ones, by the name that the command line has for them. */
export const otherMiners = {
  heuristics: (log, { dependency = 0.9, noise = 0 }) =>
    ok(netOf(causalNetToPetriNet(heuristicsMiner(log, { dependency, noise })))),
  alpha(log, { plus }) {
    const made = plus ? alphaPlusMiner(log) : alphaMiner(log)
    return made.ok ? ok(netOf(made.value)) : made
  },
  split: (log, { eta = 0.4, epsilon = 0.1 }) => ok(netOf(gatewaysToPetriNet(splitMiner(log, { eta, epsilon })))),
  powl: log => ok(netOf(powlToPetriNet(powlMiner(log)))),
  declare(log, { support = 0.1, confidence = 0.9 }) {
    const constraints = discoverDeclare(log, { minSupport: support, minConfidence: confidence })
    return ok({ kind: 'declare', declare: { activities: log.activities, constraints } })
  },
} satisfies Readonly<Record<string, Miner>>

export type OtherMiner = keyof typeof otherMiners

/** What a miner finds, on standard output in one line a part, or in a file of any format that can hold it. */
export async function discoverOther(miner: OtherMiner, file: string, options: MinerOptions, io: Io): Promise<void> {
  const { out, json } = options
  const format = out === undefined ? null : await targetFormat(out, options)
  const { engine, ask } = await openWorkspace(file, options, io)
  const { variants, totalCases } = await engine.variants(ask, io.cancel)
  const found = (otherMiners[miner] as Miner)(variantLogOf(variants), options)
  if (!found.ok) throw new UsageError(`There is no model by this miner: ${found.because}`)
  const written = out === undefined || format === null ? null : await writeModelTo(out, found.value, format, io)
  const model = written?.model ?? found.value
  if (json) {
    const about = { miner, cases: totalCases, variants: variants.length }
    const report = { ...about, file: out ?? null, kind: model.kind, ...sizeOf(model), model: printModel(found.value) }
    await io.write(`${JSON.stringify(report, null, 2)}\n`)
  } else if (out === undefined) await io.write(`${printModel(found.value)}\n`)
}
