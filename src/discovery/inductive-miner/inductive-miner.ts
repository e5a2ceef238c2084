import { compareText } from '../../base/sort.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import { leaf, node, type ProcessTree, silent } from '../../model/process-tree.ts'
import { type Cut, findCut, hasCut, splitBy } from './cuts.ts'
import { fallThrough } from './fall-through.ts'
import { filteredGraph } from './filtered-graph.ts'
import { caseCount, localGraph, TraceBag, type WeightedTraces } from './traces.ts'

/**
 * A sound process tree that replays the whole log. Leemans, Fahland & van der Aalst, Discovering block-structured process
 * models from event logs, 2013; strict sequences and fall-throughs of Leemans 2017. Ties go by the names of activities.
 * Every level of the tree passes once over the distinct traces.
 */
export const inductiveMiner = (log: VariantLog): ProcessTree => mineTree(log, 0)

/**
 * The same for logs with rare behaviour: where no cut fits, arcs that are rarer than `noise` times the most frequent way
 * out of their activity are left out, and empty traces rarer than that share of the traces count as none.
 * Leemans, Fahland & van der Aalst, Discovering block-structured process models from event logs containing infrequent
 * behaviour, 2014. `noise`: 0..1.
 */
export const inductiveMinerInfrequent = (log: VariantLog, noise = 0.2): ProcessTree => mineTree(log, noise)

function mineTree(log: VariantLog, noise: number): ProcessTree {
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
  return new Miner(noise, symbol => names[symbol]!).mine(bag)
}

class Miner {
  private readonly noise: number
  private readonly name: (symbol: number) => string
  constructor(noise: number, name: (symbol: number) => string) {
    this.noise = noise
    this.name = name
  }

  mine(log: WeightedTraces): ProcessTree {
    const empty = log.traces.findIndex(trace => trace.length === 0)
    if (empty < 0) return this.mineFilled(log)
    const filled = withoutTrace(log, empty)
    if (filled.traces.length === 0) return silent
    return log.cases[empty]! > this.noise * caseCount(log)
      ? node('×', [silent, this.mine(filled)])
      : this.mineFilled(filled)
  }

  private mineFilled(log: WeightedTraces): ProcessTree {
    if (log.traces.length === 0) return silent
    if (log.traces.length === 1 && log.traces[0]!.length === 1) return leaf(this.name(log.traces[0]![0]!))
    const graph = localGraph(log)
    const cut = findCut(graph) ?? (this.noise > 0 ? findCut(filteredGraph(graph, this.noise)) : null)
    if (cut) return this.cutInto(log, cut)
    const { operator, parts } = fallThrough(log, graph, this.name, hasCut)
    return node(
      operator,
      parts.map(part => ('traces' in part ? this.mine(part) : part)),
    )
  }

  private cutInto(log: WeightedTraces, cut: Cut): ProcessTree {
    return node(
      cut.operator,
      splitBy(log, cut).map(part => this.mine(part)),
    )
  }
}

function withoutTrace({ traces, cases }: WeightedTraces, at: number): WeightedTraces {
  return { traces: traces.filter((_, t) => t !== at), cases: cases.filter((_, t) => t !== at) }
}
