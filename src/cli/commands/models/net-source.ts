import { withoutActivities } from '../../../analyses/models/baseline.ts'
import { type MinerName, mineNet } from '../../../analyses/models/miners.ts'
import type { VariantLog } from '../../../log/variant-log.ts'
import { mapLabels, parseLabelMapping } from '../../../model/label-mapping.ts'
import { modelNet } from '../../../model/model-as.ts'
import type { PetriNet } from '../../../model/petri-net.ts'
import { UsageError } from '../../exit.ts'
import type { Io } from '../../io.ts'
import { jsonArgument } from '../../json-file.ts'
import { valueOrRefusal } from './log-and-net.ts'
import { noteTo, readModel } from './model-file.ts'

export interface NetSourceOptions {
  /** A file; absent: mined. */
  readonly model?: string
  readonly labels?: string
  readonly miner: MinerName
  readonly noise: number
}

/** The net, the log in its words, and the activities that its label mapping leaves out. */
export interface NetAndLog {
  readonly net: PetriNet
  readonly log: VariantLog
  readonly ignored: ReadonlySet<string>
}

/** What of a given model is known before the log is read, so that a wrong file is told at once. */
export async function givenNet({ model, labels }: NetSourceOptions, io: Io): Promise<PetriNet | null> {
  if (model === undefined) {
    if (labels !== undefined)
      throw new UsageError('--labels is for --model: a mined model speaks the words of the log.')
    return null
  }
  const net = modelNet((await readModel(model, io)).model, noteTo(io))
  if (!net.ok) throw new UsageError(`${model}: it is asked of Petri nets. ${net.because}`)
  return net.value
}

/** The given net under its label mapping, else the one that the miner finds. */
export async function netFor(
  log: VariantLog,
  given: PetriNet | null,
  { labels, miner, noise }: NetSourceOptions,
  io: Io,
): Promise<NetAndLog> {
  if (given === null) {
    const { net, note } = valueOrRefusal(io.busy(() => mineNet(miner, log, { noise, watch: io })))
    if (note !== null) io.note(`Note: ${note}`)
    return { net, log, ignored: new Set() }
  }
  if (labels === undefined) return { net: given, log, ignored: new Set() }
  const mapping = parseLabelMapping(await jsonArgument(labels, '--labels'))
  const ignored = new Set(mapping.ignoredActivities)
  return { net: mapLabels(given, mapping).net, log: withoutActivities(log, ignored), ignored }
}
