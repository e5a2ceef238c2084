import type { PetriNet } from '../model/petri-net.ts'

/** Arcs a node of a net may have before it counts as less simple. */
const PLAIN_DEGREE = 2

/**
 * 1 / (1 + max(0, mean arcs of places and transitions - 2)), 0..1: inverse arc degree, B. Vázquez-Barreiros, M. Mucientes, M. Lama,
 * ProDiGen, 2015. Each arc counts at both of its ends.
 */
export function simplicity({ places, transitions }: PetriNet): number {
  const nodes = places.length + transitions.length
  if (nodes === 0) return 1
  const arcs = transitions.reduce((sum, { inputs, outputs }) => sum + inputs.length + outputs.length, 0)
  return 1 / (1 + Math.max(0, (2 * arcs) / nodes - PLAIN_DEGREE))
}
