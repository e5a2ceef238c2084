import type { Run } from './code-length.ts'
import type { Move } from './moves.ts'
import type { Sequence } from './sequence.ts'

/** Pairs of classes that are tried, those that stand around another run most often first. */
const PAIRS = 8
/** Items beside those of the run in between that may lie between two runs that become one. */
const NEAR = 6

/** Joins runs of two classes that keep coming around one other run: what was taken for two was one that was interrupted. */
export function bridgeMoves({ starts }: Sequence, runs: readonly Run[]): Move[] {
  const classes = runs.reduce((most, run) => Math.max(most, run.class + 1), 0)
  const times = new Float64Array(classes)
  const around = new Map<number, number>()
  const bridges = (r: number) => {
    if (r < 2) return false
    const [a, between, b] = [runs[r - 2]!, runs[r - 1]!, runs[r]!]
    const [last, first] = [a.items.at(-1)!, b.items[0]!]
    if (a.class === b.class || between.items[0]! < last || first < between.items.at(-1)!) return false
    if (first - last - 1 > between.items.length + NEAR) return false
    for (let i = last + 1; i <= first; i++) if (starts[i]) return false
    return true
  }
  runs.forEach((run, r) => {
    times[run.class]!++
    if (!bridges(r)) return
    const key = runs[r - 2]!.class * classes + run.class
    around.set(key, (around.get(key) ?? 0) + 1)
  })
  const share = (key: number) => around.get(key)! / Math.min(times[Math.floor(key / classes)]!, times[key % classes]!)
  const pairs = [...around.keys()]
    .filter(key => around.get(key)! > 1)
    .sort((a, b) => share(b) - share(a) || around.get(b)! - around.get(a)! || a - b)
  return pairs.slice(0, PAIRS).map(key => {
    const [x, y] = [Math.floor(key / classes), key % classes]
    const kept: { class: number; items: number[] }[] = []
    const joined = new Set<number>()
    const at = new Map<number, number>()
    runs.forEach((run, r) => {
      if (run.class === y && bridges(r) && runs[r - 2]!.class === x && !joined.has(r - 2)) {
        joined.add(r)
        kept[at.get(r - 2)!]!.items.push(...run.items)
        return
      }
      at.set(r, kept.length)
      kept.push({ class: run.class, items: [...run.items] })
    })
    return { name: `bridge ${x}+${y}`, runs: kept }
  })
}
