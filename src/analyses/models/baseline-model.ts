import { ok, type Result } from '../../base/result.ts'
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts'
import type { Watch } from '../../discovery/index.ts'
import { bpmn as bpmnFile } from '../../formats/models/bpmn/bpmn.ts'
import { modelJson } from '../../formats/models/model-json.ts'
import { modelText } from '../../formats/models/model-text.ts'
import { openModel, writeModel } from '../../formats/models/open-model.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import { layoutBpmn } from '../../model/bpmn/layout/layout-bpmn.ts'
import { type BpmnModel, processModel } from '../../model/bpmn.ts'
import { type Model, modelAs, modelNet, type PetriNet, type ProcessTree } from '../../model/index.ts'
import { labelsOf } from '../../model/label-mapping.ts'
import { type MinerSettings, minedModel } from './mined-model.ts'
import { type OnePool, onePool } from './pools.ts'

/** A model that a log is held against, in every way in which it is looked at. Plain data. */
export interface BaselineModel {
  /** As a file of a known format says it: what the question is asked with. */
  readonly text: string
  readonly net: PetriNet
  /** To be drawn, with a diagram of our own; or why there is none. */
  readonly bpmn: Result<BpmnModel>
  /** To be edited block by block; or why it cannot be. */
  readonly tree: Result<ProcessTree>
  /** In order of first appearance. */
  readonly labels: readonly string[]
  /** What reading it met, and where its net says something else; sentences. */
  readonly notes: readonly string[]
}

/** A model of a file, and of which of its pools. */
export interface ReadBaseline extends BaselineModel, Omit<OnePool, 'model'> {}

/**
 * A file of any known format; of a diagram with several pools the wanted one, else that of which these activities name most. Throws
 * `FormatError` where it holds no model; refuses models that are no flow.
 */
export function readBaseline(
  bytes: Uint8Array,
  name: string,
  activities: readonly string[] = [],
  wanted: string | null = null,
): Result<ReadBaseline> {
  const { model, problems } = openModel(bytes, name)
  const { model: one, pools, pool } = onePool(model, activities, wanted)
  const text = pool === null ? modelText(bytes) : decodeUtf8(writeModel(one, bpmnFile).bytes)
  const read = baselineOf(
    one,
    text,
    problems.map(({ message }) => message),
  )
  return read.ok ? ok({ ...read.value, pools, pool }) : read
}

/** The same of the text of a file. */
export const readBaselineText = (text: string, name: string): Result<ReadBaseline> =>
  // the mark says UTF-8, whatever the declaration of a text that was decoded before says
  readBaseline(encodeUtf8(`\ufeff${text.replace(/^\ufeff/, '')}`), name)

/** What a miner finds in the variants of a log; constraints are refused. */
export function mineBaseline(log: VariantLog, settings: MinerSettings, watch?: Watch): Result<BaselineModel> {
  const mined = minedModel(log, settings, watch)
  if (!mined.ok) return mined
  const { model } = mined.value
  return baselineOf(model, model.kind === 'tree' || model.kind === 'net' ? baselineText(model) : '', [])
}

/** A tree or net as the text of a file. */
export const baselineText = (model: Extract<Model, { kind: 'tree' | 'net' }>): string =>
  decodeUtf8(writeModel(model, modelJson).bytes)

function baselineOf(model: Model, text: string, problems: readonly string[]): Result<BaselineModel> {
  const notes = [...problems]
  const net = modelNet(model, (element, because) => notes.push(`${element}: ${because}`))
  if (!net.ok) return net
  const tree = modelAs(model, ['tree'])
  return ok({
    text,
    net: net.value,
    bpmn: drawn(model, net.value, notes),
    tree: tree.ok && tree.value.kind === 'tree' ? ok(tree.value.tree) : (tree as Result<never>),
    labels: labelsOf(net.value),
    notes,
  })
}

/** A BPMN that shows everything that decides by itself; else one with the same traces. */
function drawn(model: Model, net: PetriNet, notes: string[]): Result<BpmnModel> {
  if (model.kind === 'bpmn') {
    const [process, ...others] = model.bpmn.processes.filter(({ nodes }) => nodes.length > 0)
    const isPlain = process?.nodes.every(
      node =>
        node.kind === 'task' ||
        node.kind === 'call' ||
        node.kind === 'gateway' ||
        (node.kind === 'event' && (node.position === 'startEvent' || node.position === 'endEvent')),
    )
    if (process && others.length === 0 && isPlain)
      return ok(layoutBpmn(processModel(model.bpmn.name, { nodes: process.nodes, flows: process.flows })))
    notes.push('The model is drawn by what it allows, without its sub-processes and intermediate events.')
    return drawn({ kind: 'net', net }, net, notes)
  }
  const made = modelAs(model, ['bpmn'])
  return made.ok && made.value.kind === 'bpmn' ? ok(made.value.bpmn) : (made as Result<never>)
}
