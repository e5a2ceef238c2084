import { type Footprints, footprintsOf } from './footprints.ts'
import { foldTree, type ProcessTree, treeActivities } from './process-tree.ts'

/** What a part of a tree can begin and end with, and the events of its shortest run (0: it can be passed silently). */
interface Ends {
  readonly starts: ReadonlySet<number>
  readonly ends: ReadonlySet<number>
  readonly shortest: number
}

interface Part extends Ends {
  readonly all: ReadonlySet<number>
}

/** Footprints of the tree's language, from its operators alone; it may have no leaf with one name twice to be exact of each. */
export function treeFootprints(tree: ProcessTree): Footprints {
  const activities = treeActivities(tree)
  const size = activities.length
  const code = new Map(activities.map((activity, a) => [activity, a]))
  const follows = new Uint8Array(size * size)
  const join = (from: ReadonlySet<number>, to: ReadonlySet<number>) => {
    for (const a of from) for (const b of to) follows[a * size + b] = 1
  }
  const visit = (part: ProcessTree, parts: readonly Part[]): Part => {
    if (part.kind === 'silent') return { starts: new Set(), ends: new Set(), shortest: 0, all: new Set() }
    if (part.kind === 'activity') {
      const one = new Set([code.get(part.activity)!])
      return { starts: one, ends: one, shortest: 1, all: one }
    }
    const all = union(parts.map(child => child.all))
    if (part.operator === '→') return { ...sequenceEnds(parts, join), all }
    if (part.operator === '↺') return { ...loopEnds(parts, join), all }
    const [starts, ends] = [union(parts.map(child => child.starts)), union(parts.map(child => child.ends))]
    const lengths = parts.map(child => child.shortest)
    if (part.operator === '×') return { starts, ends, shortest: Math.min(...lengths), all }
    parts.forEach((child, c) => {
      for (const other of parts.filter((_, o) => o !== c)) join(child.all, other.all)
    })
    return { starts, ends, shortest: lengths.reduce((sum, length) => sum + length, 0), all }
  }
  const { starts, ends, shortest } = foldTree(tree, visit)
  return footprintsOf(activities, follows, starts, ends, shortest)
}

type Join = (from: ReadonlySet<number>, to: ReadonlySet<number>) => void

function sequenceEnds(parts: readonly Ends[], join: Join): Ends {
  let ends: ReadonlySet<number> = new Set()
  let starts: ReadonlySet<number> = new Set()
  let shortest = 0
  for (const part of parts) {
    join(ends, part.starts)
    if (shortest === 0) starts = union([starts, part.starts])
    ends = part.shortest === 0 ? union([ends, part.ends]) : part.ends
    shortest += part.shortest
  }
  return { starts, ends, shortest }
}

function loopEnds([body, ...redo]: readonly Ends[], join: Join): Ends {
  const redoStarts = union(redo.map(part => part.starts))
  const redoEnds = union(redo.map(part => part.ends))
  join(body!.ends, redoStarts)
  join(redoEnds, body!.starts)
  if (redo.some(part => part.shortest === 0)) join(body!.ends, body!.starts)
  if (body!.shortest > 0) return body!
  join(redoEnds, redoStarts)
  return { starts: union([body!.starts, redoStarts]), ends: union([body!.ends, redoEnds]), shortest: 0 }
}

const union = (sets: readonly ReadonlySet<number>[]): ReadonlySet<number> => new Set(sets.flatMap(set => [...set]))
