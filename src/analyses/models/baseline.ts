import { notApplicable, ok, type Result } from '../../base/result.ts'
import { inductiveMiner, inductiveMinerInfrequent, type Watch } from '../../discovery/index.ts'
import { type VariantLog, variantLogOf } from '../../log/variant-log.ts'
import { bpmnWithTasks } from '../../model/bpmn/of-net.ts'
import type { BpmnModel } from '../../model/bpmn.ts'
import { bpmnOfTree, layoutBpmn, netOfBpmn } from '../../model/index.ts'
import { type LabelMapping, labelsOf, mapLabels, parseLabelMapping } from '../../model/label-mapping.ts'
import type { Model, ModelKind } from '../../model/model.ts'
import { type Difference, modelNet } from '../../model/model-as.ts'
import type { PetriNet } from '../../model/petri-net.ts'
import type { ProcessTree } from '../../model/process-tree.ts'
import { proposeLabelMapping } from '../../model/propose-label-mapping.ts'
import { treeToNet } from '../../model/tree-to-net.ts'
import { pooledModelOfText } from './model-text.ts'

/** What a log is held against, in the words of the log. */
export interface Baseline {
  readonly kind: 'mined' | ModelKind
  readonly net: PetriNet
  /** Id in the model of each transition of the net. */
  readonly ids: readonly string[]
  /** The model as BPMN with a diagram, or why it is none. */
  readonly bpmn: Result<BpmnModel>
  /** Id of the BPMN node that each transition of the net is; null: it only passes on, or there is no BPMN. */
  readonly nodes: readonly (string | null)[]
  /** Activities that are left out of the comparison. */
  readonly ignored: ReadonlySet<string>
  /** The labels of the model and what they stand for in the log: given, or proposed. Labels without a match are left out of it. */
  readonly labels: LabelMapping
  /** Where the model comes from and how its labels were read; sentences. */
  readonly notes: readonly string[]
}

const noLabels: LabelMapping = { version: 1, labels: [], ignoredActivities: [] }

/** Mined from the log itself: what most cases do is the norm. */
export function minedBaseline(log: VariantLog, noise: number, watch?: Watch): Baseline {
  const drawn = drawnTree(noise === 0 ? inductiveMiner(log, watch) : inductiveMinerInfrequent(log, noise, watch))
  return {
    kind: 'mined',
    ...drawn,
    ids: drawn.net.transitions.map(({ id }) => id),
    ignored: new Set(),
    labels: noLabels,
    notes: [
      `No model was given: the cases are held against the one that the inductive miner finds in them with noise ${noise}. What is usual counts as right.`,
    ],
  }
}

/**
 * A model of any format, as text; `pool` as `pooledModelOfText` takes it. `labels` null: labels that no activity has are matched to activities by what they are alike in, and
 * that is told; labels without a match stay, so that they are missing. Throws `FormatError` where the text is no model.
 */
export function givenBaseline(
  text: string,
  labels: unknown,
  activities: readonly string[],
  pool = '',
): Result<Baseline> {
  const reading = pooledModelOfText(text, pool)
  if (!reading.ok) return reading
  const { model, problems } = reading.value
  const notes = problems.map(({ message }) => message)
  const made = drawnModel(model, (element, because) => notes.push(`${element}: ${because}`))
  if (!made.ok) return notApplicable(made.because)
  const drawn = made.value
  const mapping = labels === null ? proposed(drawn.net, activities, notes) : parseLabelMapping(labels)
  const { net, origins } = mapLabels(drawn.net, mapping)
  return ok({
    kind: model.kind,
    net,
    ids: origins.map(origin => drawn.net.transitions[origin]!.id),
    bpmn: drawn.bpmn,
    nodes: origins.map(origin => drawn.nodes[origin]!),
    ignored: new Set(mapping.ignoredActivities),
    labels: mapping,
    notes,
  })
}

type Drawn = Pick<Baseline, 'net' | 'bpmn' | 'nodes'>

/** A model as a net and as BPMN, and which node of the one each transition of the other is. */
function drawnModel(model: Model, tell: Difference): Result<Drawn> {
  if (model.kind === 'tree') return ok(drawnTree(model.tree))
  if (model.kind === 'bpmn') {
    const made = netOfBpmn(model.bpmn)
    if (!made.ok) return made
    for (const { element, because } of made.value.notes) tell(element, because)
    const bpmn = model.bpmn.diagrams.length > 0 ? model.bpmn : layoutBpmn(model.bpmn)
    return ok({ net: made.value.net, bpmn: ok(bpmn), nodes: made.value.elements })
  }
  const made = modelNet(model, tell)
  if (!made.ok) return made
  const bpmn = bpmnWithTasks(made.value)
  return ok({
    net: made.value,
    bpmn: bpmn.ok ? ok(layoutBpmn(bpmn.value.bpmn)) : bpmn,
    nodes: bpmn.ok ? bpmn.value.tasks : made.value.transitions.map(() => null),
  })
}

/** The net of the BPMN that the tree is drawn as, so that its transitions are nodes. */
function drawnTree(tree: ProcessTree): Drawn {
  const bpmn = layoutBpmn(bpmnOfTree(tree))
  const made = netOfBpmn(bpmn, { keepBlanks: true })
  if (made.ok) return { net: made.value.net, bpmn: ok(bpmn), nodes: made.value.elements }
  const net = treeToNet(tree)
  return { net, bpmn: made, nodes: net.transitions.map(() => null) }
}

function proposed(net: PetriNet, activities: readonly string[], notes: string[]): LabelMapping {
  const { labels, ...rest } = proposeLabelMapping(labelsOf(net), activities)
  const matched = labels.filter(({ activities }) => activities.length > 0)
  for (const { label, activities, by, confidence } of matched)
    if (by !== 'same')
      notes.push(
        `The label *${label}* of the model is taken for ${activities.map(name => `*${name}*`).join(', ')} (${by}, ${Math.round(confidence * 100)} % sure); a label mapping says otherwise.`,
      )
  return { ...rest, labels: matched }
}

/** The same variants, in the same order, without some activities. */
export function withoutActivities(
  { activities, offsets, symbols, cases }: VariantLog,
  ignored: ReadonlySet<string>,
): VariantLog {
  if (ignored.size === 0) return { activities, offsets, symbols, cases }
  return variantLogOf(
    Array.from(cases, (count, v) => ({
      cases: count,
      activities: Array.from(symbols.subarray(offsets[v]!, offsets[v + 1]!), s => activities[s]!).filter(
        name => !ignored.has(name),
      ),
    })),
  )
}
