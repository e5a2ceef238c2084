import { type Activities, type Arcs, END, START } from '../../../log/engine.ts'
import { formatNumber, formatShare } from '../../format/numbers.ts'
import { frequency, type Metric } from '../map/metrics.ts'
import { arcKey, type MapArc, type MapModel, type MapNode, mapModel } from '../map/model.ts'
import { divergingAt, type Theme } from '../map/scale.ts'
import { unionOfActivities, unionOfArcs } from './union.ts'

/** One group of cases under the shared projection. */
export interface Group {
  readonly cases: number
  readonly activities: Activities
  readonly arcs: Arcs
}
export interface TwoMaps {
  /** What is laid out: the nodes and arcs of both, with the longer text of each. */
  readonly union: MapModel
  readonly sides: readonly [MapModel, MapModel]
  /** The largest difference of shares that is drawn: the ends of the colour scale. */
  readonly most: number
}

const SHARES: Metric = { id: 'coverage', title: 'Share of cases', kind: 'frequency' }
/** Smaller differences than this never take the full colour. */
const LEAST = 0.1

/** Two maps with the same nodes and arcs: numbers are the shares of each group's cases, and how much more or less than the other's. */
export function twoMaps(a: Group, b: Group, paths: number, theme: Theme, along: readonly string[] = []): TwoMaps {
  const groups = [a, b] as const
  const union = mapModel(
    unionOfActivities(a.activities, b.activities),
    unionOfArcs(a.arcs, b.arcs),
    paths,
    a.cases + b.cases,
    frequency,
    null,
    undefined,
    along,
  )
  const counts = groups.map(countsOf) as [Counts, Counts]
  const share = (side: 0 | 1, key: string, of: 'nodes' | 'arcs') =>
    groups[side].cases === 0 ? 0 : (counts[side][of].get(key)?.cases ?? 0) / groups[side].cases
  const shares = (of: 'nodes' | 'arcs', key: string) => [share(0, key, of), share(1, key, of)] as const
  let most = LEAST
  for (const { key } of union.nodes) most = Math.max(most, difference(shares('nodes', key)))
  for (const { key } of union.arcs) most = Math.max(most, difference(shares('arcs', key)))
  const sides = ([0, 1] as const).map(side => {
    const nodes = union.nodes.map((node): MapNode => {
      if (node.kind !== 'activity') return { ...node, text: formatNumber(groups[side].cases) }
      const both = shares('nodes', node.key)
      return { ...node, ...counted(counts[side].nodes.get(node.key)), ...shown(both, side, most, theme, false) }
    })
    const arcs = union.arcs
      .filter(arc => counts[side].arcs.has(arc.key))
      .map((arc): MapArc => {
        const both = shares('arcs', arc.key)
        return { ...arc, ...counted(counts[side].arcs.get(arc.key)), ...shown(both, side, most, theme, true) }
      })
    return withMaps({ ...union, metric: SHARES, nodes, arcs })
  }) as unknown as [MapModel, MapModel]
  const longest = (key: string, text: string) =>
    sides.reduce((long, side) => {
      const other = side.arcByKey.get(key)?.text ?? ''
      return other.length > long.length ? other : long
    }, text)
  return {
    union: { ...union, arcs: union.arcs.map(arc => ({ ...arc, text: longest(arc.key, arc.text) })) },
    sides,
    most,
  }
}

const difference = ([a, b]: readonly [number, number]) => Math.abs(b - a)
const withMaps = (model: MapModel): MapModel => ({
  ...model,
  byKey: new Map(model.nodes.map(node => [node.key, node])),
  arcByKey: new Map(model.arcs.map(arc => [arc.key, arc])),
})

/** `62 % −12`: the share, and the points that it is above or below the other's. Both sides have the same colour. */
function shown(both: readonly [number, number], side: 0 | 1, most: number, theme: Theme, line: boolean) {
  const points = Math.round(1000 * (both[side] - both[1 - side]!)) / 10
  const sign = points === 0 ? '' : ` ${points > 0 ? '+' : '−'}${formatNumber(Math.abs(points))}`
  const toward = both[1] - both[0]
  return {
    primary: both[side],
    text: `${formatShare(both[side], 1)}${sign}`,
    tint: divergingAt(Math.sign(toward) * (Math.abs(toward) / most) ** 0.7, theme, line),
  }
}

interface Count {
  readonly frequency: number
  readonly cases: number
}
interface Counts {
  readonly nodes: ReadonlyMap<string, Count>
  readonly arcs: ReadonlyMap<string, Count>
}
const counted = (count: Count | undefined) => ({ frequency: count?.frequency ?? 0, caseFrequency: count?.cases ?? 0 })

function countsOf({ activities, arcs }: Group): Counts {
  const name = (i: number) => (i === -1 ? START : i === -2 ? END : arcs.activities[i]!)
  return {
    nodes: new Map(
      activities.activity.map((activity, i) => [
        activity,
        { frequency: activities.frequency[i]!, cases: activities.caseFrequency[i]! },
      ]),
    ),
    arcs: new Map(
      arcs.frequency.map((n, i) => [
        arcKey(name(arcs.from[i]!), name(arcs.to[i]!)),
        { frequency: n, cases: arcs.caseFrequency[i]! },
      ]),
    ),
  }
}

/** What both maps draw, a row an activity or path: cases and share of each group. */
export function sharesCsv({ union }: TwoMaps, a: Group, b: Group) {
  const [first, second] = [countsOf(a), countsOf(b)]
  const row = (from: string, to: string | null, of: 'nodes' | 'arcs', key: string) => {
    const counts = [first, second].map((counts, i) => {
      const cases = counts[of].get(key)?.cases ?? 0
      const whole = [a, b][i]!.cases
      return [cases, whole === 0 ? null : cases / whole] as const
    })
    return [from, to, ...counts.flat()]
  }
  return {
    header: ['activity or from', 'to', 'cases in A', 'share of A', 'cases in B', 'share of B'],
    rows: [
      ...union.nodes.filter(({ kind }) => kind === 'activity').map(({ key }) => row(key, null, 'nodes', key)),
      ...union.arcs.map(({ from, to, key }) => row(from, to, 'arcs', key)),
    ],
  }
}
