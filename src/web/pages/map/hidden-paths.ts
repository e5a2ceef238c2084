import { formatShare } from '../../format/numbers.ts'
import type { MapNode } from './model.ts'

/** `+3 paths, 4 %`: how many arcs out of a node are not drawn, and what share of what leaves it goes there. */
export function hiddenText({ hidden }: MapNode): { mark: string; short: string; long: string } | null {
  const { outArcs, outFrequency, outTotal, inArcs, inFrequency, inTotal } = hidden
  if (outArcs + inArcs === 0) return null
  const out = outArcs ? `+${outArcs} ${outArcs === 1 ? 'path' : 'paths'}, ${formatShare(outFrequency, outTotal)}` : ''
  const into = inArcs ? `+${inArcs} in, ${formatShare(inFrequency, inTotal)}` : ''
  const long = [
    outArcs
      ? `${outArcs} ${outArcs === 1 ? 'path' : 'paths'} out not drawn (${formatShare(outFrequency, outTotal)} of what leaves)`
      : '',
    inArcs
      ? `${inArcs} ${inArcs === 1 ? 'path' : 'paths'} in not drawn (${formatShare(inFrequency, inTotal)} of what arrives)`
      : '',
  ]
  const short = out || into
  return { mark: short.replace(/ paths?,/, ','), short, long: long.filter(Boolean).join(', ') }
}
