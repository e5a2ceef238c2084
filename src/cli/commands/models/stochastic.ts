import { weightedNet, weightsOf } from '../../../analyses/models/weighted-net.ts'
import { printModel } from '../../../formats/models/print-model.ts'
import { variantLogOf } from '../../../log/variant-log.ts'
import type { Model } from '../../../model/model.ts'
import { sizeOf } from '../../../model/model-size.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { mustNameRoutine } from '../../routine-log.ts'
import { onOneLine, textTable } from '../../text-table.ts'
import { openWorkspace } from '../../workspace.ts'
import { valueOrRefusal } from './log-and-net.ts'
import { type TargetOptions, targetFormat, writeModelTo } from './model-file.ts'
import { givenNet, type NetSourceOptions, netFor } from './net-source.ts'

export interface StochasticOptions extends LogOptions, NetSourceOptions, Pick<TargetOptions, 'to' | 'force'> {
  readonly out?: string
}

/** A net with the weights of its transitions, as a table or in a file that holds them. */
export async function discoverStochastic(file: string, options: StochasticOptions, io: Io): Promise<void> {
  const { out, json } = options
  const format = out === undefined ? null : await targetFormat(out, options)
  mustNameRoutine(file, options)
  const given = await givenNet(options, io)
  const { engine, ask } = await openWorkspace(file, options, io)
  const { variants } = await engine.variants(ask, io.cancel)
  const { net, log } = await netFor(variantLogOf(variants), given, options, io)
  const { net: weighted, ...counts } = valueOrRefusal(io.busy(() => weightedNet(log, net)))
  const model: Model = { kind: 'net', net: weighted }
  const { cases, replayedCases } = counts
  if (replayedCases < cases)
    io.note(`Note: the weights come from the ${replayedCases} of ${cases} cases that the net can replay.`)
  const written = out === undefined || format === null ? null : await writeModelTo(out, model, format, io)
  const weights = weightsOf(weighted)
  if (json) {
    const { kind } = written?.model ?? model
    const about = { miner: 'stochastic', ...counts, variants: log.cases.length, file: out ?? null, kind }
    const report = { ...about, ...sizeOf(written?.model ?? model), weights, model: printModel(model) }
    await io.write(`${JSON.stringify(report, null, 2)}\n`)
  } else if (out === undefined) {
    await io.write(`${printModel(model)}\n\n`)
    const rows = weights.map(({ transition, activity, weight }) => [
      onOneLine(transition),
      activity === null ? 'τ' : onOneLine(activity),
      weight,
    ])
    await io.write(textTable(['transition', 'activity', 'weight'], rows, 60))
  }
}
