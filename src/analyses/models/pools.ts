import { notApplicable, ok, type Result } from '../../base/result.ts'
import { type BpmnModel, type BpmnProcess, isActivity, scopesIn } from '../../model/bpmn.ts'
import { type Model, proposeLabelMapping } from '../../model/index.ts'

/** A pool with something in it, and how much of it the log knows. */
export interface Pool {
  /** Id of its process. */
  readonly id: string
  /** As its participant, else its process, is called; its id where neither has a name. */
  readonly name: string
  readonly labels: number
  /** Labels that stand for something in the log. */
  readonly known: number
}

/** The pools of a diagram that hold a flow, in the order of the file. */
export function poolsOf({ processes, collaborations }: BpmnModel, activities: readonly string[]): readonly Pool[] {
  return processes
    .filter(({ nodes }) => nodes.length > 0)
    .map(process => {
      const labels = labelsIn(process)
      const known = proposeLabelMapping(labels, activities).labels.filter(({ by }) => by !== 'none').length
      const pool = collaborations.flatMap(one => one.participants).find(one => one.process === process.id)
      return { id: process.id, name: pool?.name || process.name || process.id, labels: labels.length, known }
    })
}

/** The pool of which the log knows most labels: by number, then by share, then the one with most; the first of several. */
export function likeliestPool(pools: readonly Pool[]): Pool | null {
  const share = ({ known, labels }: Pool) => (labels === 0 ? 0 : known / labels)
  const before = (a: Pool, b: Pool) => b.known - a.known || share(b) - share(a) || b.labels - a.labels
  return [...pools].sort(before)[0] ?? null
}

/** The diagram with this pool alone: its own drawing where there is one, and no message flows. */
export function withPool(bpmn: BpmnModel, process: string): BpmnModel {
  const kept = bpmn.processes.filter(({ id }) => id === process)
  const collaborations = bpmn.collaborations.flatMap(one => {
    const participants = one.participants.filter(pool => pool.process === process)
    return participants.length === 0
      ? []
      : [{ ...one, participants, messageFlows: [], artifacts: [], associations: [] }]
  })
  return { ...bpmn, processes: kept, collaborations, diagrams: [], source: null }
}

function labelsIn(process: BpmnProcess): string[] {
  const names = [...scopesIn(process)].flatMap(({ nodes }) =>
    nodes.filter(node => isActivity(node) && node.kind !== 'sub-process').map(({ name }) => name),
  )
  return [...new Set(names)].filter(name => name !== '')
}

/** A model of which one pool is looked at. */
export interface OnePool {
  readonly model: Model
  /** Of a diagram with several pools that hold a flow; else empty. */
  readonly pools: readonly Pool[]
  /** Id of the process that is looked at; null: there is but one, or all were wanted. */
  readonly pool: string | null
}
/** Wanted: the whole diagram. */
export const ALL_POOLS = '*'

/** The pool that is wanted, else the likeliest, of a diagram with several; any other model as it is. */
export function onePool(model: Model, activities: readonly string[], wanted: string | null): OnePool {
  const pools = model.kind === 'bpmn' ? poolsOf(model.bpmn, activities) : []
  if (model.kind !== 'bpmn' || pools.length < 2) return { model, pools: [], pool: null }
  if (wanted === ALL_POOLS) return { model, pools, pool: null }
  const { id } = pools.find(pool => pool.id === wanted) ?? likeliestPool(pools)!
  return { model: { kind: 'bpmn', bpmn: withPool(model.bpmn, id) }, pools, pool: id }
}

/** One pool of a diagram by the id of its process, or by its name; refused where there is none, or several of the name. */
export function pickPool(model: Model, wanted: string): Result<Model> {
  if (model.kind !== 'bpmn') return notApplicable('Only BPMN has pools.')
  const pools = poolsOf(model.bpmn, [])
  const known = pools.map(({ id, name }) => (name === id ? id : `${id} (${name})`)).join(', ')
  const byId = pools.filter(({ id }) => id === wanted)
  const found = byId.length > 0 ? byId : pools.filter(({ name }) => name === wanted)
  if (found.length > 1) return notApplicable(`Several pools are called "${wanted}"; name one by its id: ${known}.`)
  if (pools.length === 0) return notApplicable(`There is no pool "${wanted}": no pool of the file holds a flow.`)
  if (found.length === 0) return notApplicable(`There is no pool "${wanted}"; there are: ${known}.`)
  return ok({ kind: 'bpmn', bpmn: withPool(model.bpmn, found[0]!.id) })
}

export const poolText = ({ name, known, labels }: Pool): string =>
  `${name} (the log knows ${known} of ${labels} ${labels === 1 ? 'label' : 'labels'})`
