import { compareText } from '../../base/sort.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import { leaf, node, type ProcessTree, silent } from '../../model/process-tree.ts'
import { type Growth, grow, unwatched, type Watch } from '../grow.ts'
import { findCut, hasCut, splitBy } from './cuts.ts'
import { fallThrough } from './fall-through.ts'
import { filteredGraph } from './filtered-graph.ts'
import { caseCount, localGraph, TraceBag, type WeightedTraces } from './traces.ts'

/**
 * A sound process tree that replays the whole log. Leemans, Fahland & van der Aalst, Discovering block-structured process
 * models from event logs, 2013; strict sequences and fall-throughs of Leemans 2017. Ties go by the names of activities.
 * Every level of the tree passes once over the distinct traces.
 */
export const inductiveMiner = (log: VariantLog, watch: Watch = unwatched): ProcessTree => mineTree(log, 0, watch)

/**
 * The same for logs with rare behaviour: where no cut fits, arcs that are rarer than `noise` times the most frequent way
 * out of their activity are left out, and empty traces rarer than that share of the traces count as none.
 * Leemans, Fahland & van der Aalst, Discovering block-structured process models from event logs containing infrequent
 * behaviour, 2014. `noise`: 0..1.
 */
export const inductiveMinerInfrequent = (log: VariantLog, noise = 0.2, watch: Watch = unwatched): ProcessTree =>
  mineTree(log, noise, watch)

function mineTree(log: VariantLog, noise: number, watch: Watch): ProcessTree {
  // numbered by name: every tie below is then decided by the name
  const names = [...log.activities].sort(compareText)
  const code = new Map(names.map((name, i) => [name, i]))
  const bag = new TraceBag()
  for (let v = 0; v < log.cases.length; v++)
    bag.add(
      Array.from(
        log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!),
        symbol => code.get(log.activities[symbol]!)!,
      ),
      log.cases[v]!,
    )
  const miner = new Miner(noise, symbol => names[symbol]!, watch)
  return grow<Part, ProcessTree>(bag, part => ('traces' in part ? miner.mine(part) : { model: part }), sizeOf, watch)
}

/** Traces that are still to be mined, or a tree as it stands. */
type Part = WeightedTraces | ProcessTree
const sizeOf = (part: Part) => ('traces' in part ? part.traces.length : 0)
type Grown = Growth<Part, ProcessTree>

class Miner {
  private readonly noise: number
  private readonly name: (symbol: number) => string
  private readonly watch: Watch
  constructor(noise: number, name: (symbol: number) => string, watch: Watch) {
    this.noise = noise
    this.watch = watch
    this.name = name
  }

  mine(log: WeightedTraces): Grown {
    const empty = log.traces.findIndex(trace => trace.length === 0)
    if (empty < 0) return this.mineFilled(log)
    const filled = withoutTrace(log, empty)
    if (filled.traces.length === 0) return { model: silent }
    return log.cases[empty]! > this.noise * caseCount(log)
      ? { parts: [filled], made: ([tree]) => node('×', [silent, tree!]) }
      : this.mineFilled(filled)
  }

  private mineFilled(log: WeightedTraces): Grown {
    if (log.traces.length === 0) return { model: silent }
    if (log.traces.length === 1 && log.traces[0]!.length === 1) return { model: leaf(this.name(log.traces[0]![0]!)) }
    const graph = localGraph(log)
    const cut = findCut(graph) ?? (this.noise > 0 ? findCut(filteredGraph(graph, this.noise)) : null)
    if (cut) return { parts: splitBy(log, cut), made: trees => node(cut.operator, trees) }
    const { operator, parts } = fallThrough(log, graph, this.name, one => {
      this.watch.cancel.throwIfCancelled()
      return hasCut(one)
    })
    return { parts, made: trees => node(operator, trees) }
  }
}

function withoutTrace({ traces, cases }: WeightedTraces, at: number): WeightedTraces {
  return { traces: traces.filter((_, t) => t !== at), cases: cases.filter((_, t) => t !== at) }
}
