import { type MinerName, type MinerOptions, mineModelFor, notationOf } from '../../../analyses/models/miners.ts'
import { variantLogOf } from '../../../log/variant-log.ts'
import { sizeOf } from '../../../model/model-size.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import type { LogOptions } from '../../options.ts'
import { mustNameRoutine } from '../../routine-log.ts'
import { openWorkspace } from '../../workspace.ts'
import { valueOrRefusal } from './log-and-net.ts'
import { type TargetOptions, targetFormat, writeModelTo } from './model-file.ts'

export interface DiscoverOptions extends LogOptions, MinerOptions, Pick<TargetOptions, 'to' | 'force'> {
  readonly out?: string
}
export interface InductiveOptions extends DiscoverOptions {
  readonly noise: number
  readonly directlyFollows?: boolean
  readonly lifeCycle?: boolean
}

/** What a miner finds, as a line or one line a constraint on standard output, or in a file of any format that can hold it. */
export async function discover(miner: MinerName, file: string, options: DiscoverOptions, io: Io): Promise<void> {
  await mineAndWrite(miner, file, options, io, (about, notation) => ({ ...about, model: notation }))
}

/** As `discover`, by the ways of the inductive miner. */
export async function discoverInductive(file: string, options: InductiveOptions, io: Io): Promise<void> {
  const { noise, directlyFollows, lifeCycle } = options
  if (directlyFollows && lifeCycle) throw new UsageError('--directly-follows and --life-cycle are two ways: name one.')
  const miner = directlyFollows ? 'inductive-directly-follows' : lifeCycle ? 'inductive-life-cycle' : 'inductive'
  // the life-cycle miner wants to see when activities start and complete
  const read = lifeCycle ? { classifier: 'activity,lifecycle', ...options } : options
  await mineAndWrite(miner, file, read, io, ({ miner, ...about }, tree) => ({ miner, noise, ...about, tree }))
}

type About = { readonly miner: MinerName } & Readonly<Record<string, unknown>>

async function mineAndWrite(
  miner: MinerName,
  file: string,
  options: DiscoverOptions,
  io: Io,
  report: (about: About, notation: string) => object,
): Promise<void> {
  const { out, json } = options
  const format = out === undefined ? null : await targetFormat(out, options)
  mustNameRoutine(file, options)
  const { engine, ask } = await openWorkspace(file, options, io)
  const { variants, totalCases } = await engine.variants(ask, io.cancel)
  const log = variantLogOf(variants)
  const watched = { ...options, watch: io }
  const { model: found, note } = valueOrRefusal(io.busy(() => mineModelFor(miner, log, watched, format?.kinds ?? null)))
  if (note !== null) io.note(`Note: ${note}`)
  const written = out === undefined || format === null ? null : await writeModelTo(out, found, format, io)
  const model = written?.model ?? found
  if (json) {
    const about = { miner, cases: totalCases, variants: variants.length, file: out ?? null, kind: model.kind }
    await io.write(
      `${JSON.stringify(report({ ...about, ...sizeOf(model) }, notationOf(miner, log, found)), null, 2)}\n`,
    )
  } else if (out === undefined) await io.write(`${notationOf(miner, log, found)}\n`)
}
