export interface Flow {
  readonly from: number
  readonly to: number
  readonly weight: number
}

/**
 * An order of the nodes in which as much flow as possible leads forward, so that a process reads from top to bottom:
 * P. Eades, X. Lin, W. Smyth, A fast and effective heuristic for the feedback arc set problem, 1993, with the weights
 * of the arcs. `first` and `last` (−1 for none) keep the ends. O(nodes² + arcs). Gives each node its position.
 */
export function flowOrder(n: number, all: readonly Flow[], first: number, last: number): Int32Array {
  const balance = new Float64Array(n)
  const inward = new Int32Array(n)
  const outward = new Int32Array(n)
  const arcs = all.filter(arc => arc.from !== arc.to)
  const leaving: number[][] = Array.from({ length: n }, () => [])
  const entering: number[][] = Array.from({ length: n }, () => [])
  arcs.forEach(({ from, to, weight }, i) => {
    balance[from]! += weight + 1e-9
    balance[to]! -= weight + 1e-9
    outward[from]!++
    inward[to]!++
    leaving[from]!.push(i)
    entering[to]!.push(i)
  })
  const position = new Int32Array(n).fill(-1)
  let head = 0
  let tail = n - 1
  const take = (node: number, at: number) => {
    position[node] = at
    for (const i of leaving[node]!) {
      balance[arcs[i]!.to]! += arcs[i]!.weight + 1e-9
      inward[arcs[i]!.to]!--
    }
    for (const i of entering[node]!) {
      balance[arcs[i]!.from]! -= arcs[i]!.weight + 1e-9
      outward[arcs[i]!.from]!--
    }
  }
  if (first >= 0) take(first, head++)
  if (last >= 0) take(last, tail--)
  while (head <= tail) {
    let moved = false
    for (let node = n - 1; node >= 0; node--)
      if (position[node]! < 0 && outward[node] === 0) {
        take(node, tail--)
        moved = true
      }
    for (let node = 0; node < n; node++)
      if (position[node]! < 0 && inward[node] === 0) {
        take(node, head++)
        moved = true
      }
    if (moved) continue
    let best = -1
    for (let node = 0; node < n; node++)
      if (position[node]! < 0 && (best < 0 || balance[node]! > balance[best]!)) best = node
    if (best >= 0) take(best, head++)
  }
  return position
}
