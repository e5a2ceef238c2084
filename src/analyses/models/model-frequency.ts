import type { Result } from '../../base/result.ts'
import { ok } from '../../base/result.ts'
import { isFitting, type LogAlignment, type ReplayOptions, tokenBasedReplay } from '../../conformance/index.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import { variantLogOf } from '../../log/variant-log.ts'
import type { BpmnModel } from '../../model/bpmn.ts'
import type { PetriNet } from '../../model/index.ts'
import { flowNet } from './flow-net.ts'

/** Cases that go through a part of a model at least once, and how often they do in all. */
export interface PartFrequency {
  readonly cases: number
  readonly times: number
}

/** By id: of BPMN nodes and sequence flows, or of transitions. Parts that no case goes through have zeros. */
export interface ModelFrequency {
  readonly parts: Readonly<Record<string, PartFrequency>>
  /** Cases that were counted, of all. */
  readonly counted: number
  readonly cases: number
}

class Counter {
  private readonly counts: Map<string, { cases: number; times: number }>
  constructor(ids: Iterable<string>) {
    this.counts = new Map(Array.from(ids, id => [id, { cases: 0, times: 0 }]))
  }
  add(times: ReadonlyMap<string, number>, cases: number): void {
    for (const [id, n] of times) {
      const count = this.counts.get(id)!
      count.cases += cases
      count.times += cases * n
    }
  }
  get parts(): Readonly<Record<string, PartFrequency>> {
    return Object.fromEntries(this.counts)
  }
}

const more = (times: Map<string, number>, id: string, n: number) => times.set(id, (times.get(id) ?? 0) + n)
const total = ({ cases }: VariantLog) => cases.reduce((sum, n) => sum + n, 0)

/** How often transitions fire in the runs that alignments put in place of the cases. */
export function netFrequency(log: VariantLog, net: PetriNet, { variants }: LogAlignment): ModelFrequency {
  const counter = new Counter(net.transitions.map(({ id }) => id))
  variants.forEach(({ moves }, v) => {
    const times = new Map<string, number>()
    for (const move of moves) if (move.kind !== 'log') more(times, net.transitions[move.transition]!.id, 1)
    counter.add(times, log.cases[v]!)
  })
  return { parts: counter.parts, counted: total(log), cases: total(log) }
}

/**
 * How often nodes and sequence flows are taken in the runs that alignments put in place of the cases: the activities of each run are
 * replayed on the BPMN. Runs that the replay does not follow to the end within its budget are left out of `counted`.
 */
export async function bpmnFrequency(
  log: VariantLog,
  bpmn: BpmnModel,
  { variants }: LogAlignment,
  options: ReplayOptions = {},
): Promise<Result<ModelFrequency>> {
  const made = flowNet(bpmn)
  if (!made.ok) return made
  const { net, nodes, flows } = made.value
  const runs = new Map<string, { activities: string[]; cases: number }>()
  variants.forEach(({ moves }, v) => {
    const activities = moves.flatMap(move =>
      move.kind === 'synchronous' || move.kind === 'model' ? [move.activity] : [],
    )
    const key = JSON.stringify(activities)
    const known = runs.get(key)
    if (known) known.cases += log.cases[v]!
    else runs.set(key, { activities, cases: log.cases[v]! })
  })
  const runLog = variantLogOf([...runs.values()])
  const replay = await tokenBasedReplay(runLog, net, options)
  const counter = new Counter([...nodes, ...flows.filter(flow => flow !== null)])
  let counted = 0
  replay.variants.forEach((trace, v) => {
    if (!isFitting(trace)) return
    const times = new Map<string, number>()
    for (const [transition, n] of trace.fired) {
      more(times, nodes[transition]!, n)
      for (const { place, tokens } of net.transitions[transition]!.outputs)
        if (flows[place] != null) more(times, flows[place], n * tokens)
    }
    counted += runLog.cases[v]!
    counter.add(times, runLog.cases[v]!)
  })
  return ok({ parts: counter.parts, counted, cases: total(log) })
}
