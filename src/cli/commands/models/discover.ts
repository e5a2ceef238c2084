import { inductiveMiner, inductiveMinerInfrequent } from '../../../discovery/index.ts'
import { variantLogOf } from '../../../log/variant-log.ts'
import type { Model } from '../../../model/model.ts'
import { printTree } from '../../../model/process-tree.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { openWorkspace } from '../../workspace.ts'
import { type TargetOptions, targetFormat, writeModelTo } from './model-file.ts'
import { sizeOf } from './model-size.ts'

export interface InductiveOptions extends LogOptions, Pick<TargetOptions, 'to' | 'force'> {
  readonly noise: number
  readonly out?: string
}

/** The tree of a log on standard output, or in a file of any format that can hold it. */
export async function discoverInductive(file: string, options: InductiveOptions, io: Io): Promise<void> {
  const { out, noise, json } = options
  const format = out === undefined ? null : await targetFormat(out, options)
  const { engine, ask } = await openWorkspace(file, options, io)
  const { variants, totalCases } = await engine.variants(ask, io.cancel)
  const log = variantLogOf(variants)
  const tree = noise === 0 ? inductiveMiner(log) : inductiveMinerInfrequent(log, noise)
  const found: Model = { kind: 'tree', tree }
  const written = out === undefined || format === null ? null : await writeModelTo(out, found, format, io)
  const model = written?.model ?? found
  if (json) {
    const about = { miner: 'inductive', noise, cases: totalCases, variants: variants.length }
    const report = { ...about, file: out ?? null, kind: model.kind, ...sizeOf(model), tree: printTree(tree) }
    await io.write(`${JSON.stringify(report, null, 2)}\n`)
  } else if (out === undefined) await io.write(`${printTree(tree)}\n`)
}
