/** An edge of the graph to be layered, by the numbers of its nodes. */
export interface Arrow {
  readonly from: number
  readonly to: number
}

/**
 * Which edges to turn around so that no cycle is left: those that lead back in a depth-first walk from `starts`, and
 * with them the single file of nodes that leads back with them, so that a loop's way back is drawn below its way forth.
 */
export function turned(size: number, arrows: readonly Arrow[], starts: readonly number[]): boolean[] {
  const out = Array.from({ length: size }, (): number[] => [])
  const into = Array.from({ length: size }, (): number[] => [])
  arrows.forEach(({ from, to }, a) => {
    out[from]!.push(a)
    into[to]!.push(a)
  })
  const isTurned = new Array<boolean>(size === 0 ? 0 : arrows.length).fill(false)
  // 0: not seen, 1: on the way, 2: done
  const state = new Uint8Array(size)
  const next = new Int32Array(size)
  for (const start of [...starts, ...Array.from({ length: size }, (_, i) => i)]) {
    if (state[start] !== 0) continue
    const way = [start]
    state[start] = 1
    while (way.length > 0) {
      const node = way.at(-1)!
      const arrow = out[node]![next[node]!++]
      if (arrow === undefined) {
        state[node] = 2
        way.pop()
        continue
      }
      const { to } = arrows[arrow]!
      if (state[to] === 1) isTurned[arrow] = true
      else if (state[to] === 0) {
        state[to] = 1
        way.push(to)
      }
    }
  }
  arrows.forEach(({ to }, a) => {
    if (!isTurned[a]) return
    const file: number[] = []
    let node = arrows[a]!.from
    while (out[node]!.length === 1 && into[node]!.length === 1 && node !== to) {
      const before = into[node]![0]!
      if (isTurned[before]) return
      file.push(before)
      node = arrows[before]!.from
    }
    if (node !== to && out[node]!.length > 1) for (const before of file) isTurned[before] = true
  })
  return isTurned
}

/**
 * The layer of each node of an acyclic graph: one behind the last before it; nodes that nothing leads to stand just before
 * what they lead to, nodes without any edge side by side in as many layers as make a square.
 */
export function layersOf(size: number, arrows: readonly Arrow[]): number[] {
  const out = Array.from({ length: size }, (): number[] => [])
  const missing = new Int32Array(size)
  for (const { from, to } of arrows) {
    out[from]!.push(to)
    missing[to]!++
  }
  const layer = new Array<number>(size).fill(0)
  const order = Array.from({ length: size }, (_, i) => i).filter(i => missing[i] === 0)
  const first = [...order]
  for (const node of order)
    for (const to of out[node]!) {
      layer[to] = Math.max(layer[to]!, layer[node]! + 1)
      if (--missing[to]! === 0) order.push(to)
    }
  const alone = first.filter(node => out[node]!.length === 0)
  const columns = Math.ceil(Math.sqrt(alone.length))
  for (const [i, node] of alone.entries()) layer[node] = i % columns
  for (const node of first)
    if (out[node]!.length > 0) layer[node] = Math.max(0, Math.min(...out[node]!.map(to => layer[to]!)) - 1)
  return layer
}
