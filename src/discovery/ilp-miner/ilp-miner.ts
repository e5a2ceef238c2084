import { notApplicable, ok, type Result } from '../../base/result.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import { removeImplicitPlaces } from '../../model/implicit-places.ts'
import { type PetriNet, PetriNetBuilder } from '../../model/petri-net.ts'
import { inNameOrder } from '../in-name-order.ts'
import { causalPairs } from './causal-pairs.ts'
import { type FramedLog, framedLog } from './framed-log.ts'
import { longDistances, unit } from './long-distance.ts'
import { type Region, RegionProgram } from './region-program.ts'
import { type SequenceEncoding, sequenceEncoding } from './sequence-encoding.ts'

/** Beyond these the programs take minutes: 24 activities and 14 000 kept situations took 13 s. */
const MOST_ACTIVITIES = 60
const MOST_SITUATIONS = 20_000
/** Before the rare ones are left out: what memory is for. */
const MOST_BEFORE = 200_000
/** Markings looked at for places that say nothing. */
const MARKINGS = 5_000

/**
 * A workflow net of places that integer programs find between activities of which one causes the other. S. van Zelst,
 * B. van Dongen, W. van der Aalst, E. Verbeek, Discovering workflow nets using integer linear programming, 2018: every place
 * lets all traces pass and is empty behind them, so that all of them fit, and a token on the sink alone ends a case.
 * `noise` 0..1 leaves out the rare branches of the sequence encoding graph, and what happens in these alone. Places that say
 * nothing are left out. The net need not be sound. Refuses what is too large.
 */
export function ilpMiner(log: VariantLog, noise = 0): Result<PetriNet> {
  const framed = framedLog(inNameOrder(log))
  const { activities } = framed.log
  if (activities.length > MOST_ACTIVITIES)
    return notApplicable(
      `These ${framed.real} activities are too many for integer programming, which takes up to ${MOST_ACTIVITIES - 2}: leave out rare activities, or use another miner.`,
    )
  const graph = sequenceEncoding(framed.log, noise, MOST_BEFORE)
  if (graph === null || graph.last.length > MOST_SITUATIONS)
    return notApplicable(
      `The ${log.cases.length} variants come through more than ${MOST_SITUATIONS} situations, too many for integer programming: keep the most frequent variants, raise the noise threshold, or use another miner.`,
    )
  const net = netOf(framed, graph, regionsOf(framed, graph))
  const smaller = removeImplicitPlaces(net, { states: MARKINGS })
  return ok(smaller.ok ? smaller.value.net : net)
}

function regionsOf({ start, end }: FramedLog, graph: SequenceEncoding): Region[] {
  const program = new RegionProgram(graph, start, end)
  const regions = new Map<string, Region>()
  for (const [from, to] of causalPairs(graph, start, end)) {
    const region = program.between(from, to)
    regions.set(`${region.puts.join('')} ${region.takes.join('')}`, region)
  }
  const found = [...regions.values()]
  const pairs = longDistances(graph, found, end)
  return [...found, ...pairs.map(([from, to]) => ({ puts: unit(graph.size, from), takes: unit(graph.size, to) }))]
}

function netOf({ log, start, end, real }: FramedLog, graph: SequenceEncoding, regions: readonly Region[]): PetriNet {
  const builder = new PetriNetBuilder()
  const happens = new Set([...graph.last, start, end])
  const transition = new Map<number, number>()
  log.activities.forEach((name, activity) => {
    if (happens.has(activity)) transition.set(activity, builder.transition(activity < real ? name : null))
  })
  const source = builder.place('source')
  builder.takes(transition.get(start)!, source)
  for (const [index, { puts, takes }] of regions.entries()) {
    const place = builder.place(`p${index + 1}`)
    puts.forEach((one, activity) => {
      if (one === 1 && happens.has(activity)) builder.puts(transition.get(activity)!, place)
    })
    takes.forEach((one, activity) => {
      if (one === 1 && happens.has(activity)) builder.takes(transition.get(activity)!, place)
    })
  }
  const sink = builder.place('sink')
  builder.puts(transition.get(end)!, sink)
  return builder.build([[source, 1]], [[[sink, 1]]])
}
