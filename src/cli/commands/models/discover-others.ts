import { type MinerOptions, mineModel } from '../../../analyses/models/miners.ts'
import { printModel } from '../../../formats/models/print-model.ts'
import { variantLogOf } from '../../../log/variant-log.ts'
import { sizeOf } from '../../../model/model-size.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { openWorkspace } from '../../workspace.ts'
import { type TargetOptions, targetFormat, writeModelTo } from './model-file.ts'

export interface OtherMinerOptions extends LogOptions, MinerOptions, Pick<TargetOptions, 'to' | 'force'> {
  readonly out?: string
}

export type OtherMiner = 'heuristics' | 'alpha' | 'split' | 'powl' | 'declare'

/** What a miner finds, on standard output in one line a part, or in a file of any format that can hold it. */
export async function discoverOther(
  miner: OtherMiner,
  file: string,
  options: OtherMinerOptions,
  io: Io,
): Promise<void> {
  const { out, json } = options
  const format = out === undefined ? null : await targetFormat(out, options)
  const { engine, ask } = await openWorkspace(file, options, io)
  const { variants, totalCases } = await engine.variants(ask, io.cancel)
  const found = mineModel(miner, variantLogOf(variants), options)
  if (!found.ok) throw new UsageError(`There is no model by this miner: ${found.because}`)
  const written = out === undefined || format === null ? null : await writeModelTo(out, found.value, format, io)
  const model = written?.model ?? found.value
  if (json) {
    const about = { miner, cases: totalCases, variants: variants.length }
    const report = { ...about, file: out ?? null, kind: model.kind, ...sizeOf(model), model: printModel(found.value) }
    await io.write(`${JSON.stringify(report, null, 2)}\n`)
  } else if (out === undefined) await io.write(`${printModel(found.value)}\n`)
}
