import type { Result } from '../../base/result.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import type { Footprints } from '../../model/footprints.ts'
import type { PetriNet } from '../../model/petri-net.ts'
import { inNameOrder } from '../in-name-order.ts'
import { logFootprints } from '../log-footprints.ts'
import { countLoopsOfTwo } from '../loops-of-two.ts'
import { alphaNet } from './alpha-miner.ts'

/**
 * The alpha miner for logs with loops of length one and two. A. de Medeiros, B. van Dongen, W. van der Aalst, A. Weijters,
 * Process mining: extending the α-algorithm to mine short loops, 2004. An activity that follows itself is left out, then
 * tied to the place between what comes right before and right after it; where there is no such place it stays untied.
 */
export function alphaPlusMiner(log: VariantLog): Result<PetriNet> {
  const sorted = inNameOrder(log)
  const all = logFootprints(sorted)
  const size = sorted.activities.length
  const isLoop = sorted.activities.map((_, a) => all.follows[a * size + a] === 1)
  const rest = withoutActivities(sorted, isLoop)
  const footprints: Footprints = { ...logFootprints(rest), minTraceLength: all.minTraceLength }
  const back = countLoopsOfTwo(rest, size)
  const follows = (a: number, b: number) => footprints.follows[a * size + b] === 1
  const isDiamond = (a: number, b: number) => back[a * size + b]! > 0 && back[b * size + a]! > 0
  const isCause = (a: number, b: number) => follows(a, b) && (!follows(b, a) || isDiamond(a, b))
  return alphaNet(footprints, isCause, (builder, places) => {
    for (const loop of sorted.activities.keys()) {
      if (!isLoop[loop]) continue
      const [before, after] = neighbours(all, loop, isLoop)
      const only = { before: before.filter(a => !after.includes(a)), after: after.filter(b => !before.includes(b)) }
      const found =
        only.before.length > 0 && only.after.length > 0
          ? places.find(
              ({ inputs, outputs }) =>
                only.before.every(a => inputs.includes(a)) && only.after.every(b => outputs.includes(b)),
            )
          : undefined
      if (found === undefined) continue
      builder.takes(loop, found.place)
      builder.puts(loop, found.place)
    }
  })
}

/** What comes right before and right after `loop`, loops left out. */
function neighbours(
  { follows, activities }: Footprints,
  loop: number,
  isLoop: readonly boolean[],
): [number[], number[]] {
  const size = activities.length
  const others = [...activities.keys()].filter(other => !isLoop[other])
  return [
    others.filter(other => follows[other * size + loop] === 1),
    others.filter(other => follows[loop * size + other] === 1),
  ]
}

/** The log without the events of some activities; they keep their numbers. */
function withoutActivities(log: VariantLog, isLeftOut: readonly boolean[]): VariantLog {
  const symbols: number[] = []
  const offsets = new Int32Array(log.offsets.length)
  for (let v = 0; v < log.cases.length; v++) {
    for (let i = log.offsets[v]!; i < log.offsets[v + 1]!; i++)
      if (!isLeftOut[log.symbols[i]!]) symbols.push(log.symbols[i]!)
    offsets[v + 1] = symbols.length
  }
  return { activities: log.activities, offsets, symbols: Int32Array.from(symbols), cases: log.cases }
}
