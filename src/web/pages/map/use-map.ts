import { useMemo, useRef } from 'react'
import { happyPath } from '../../../discovery/happy-path.ts'
import { type ActivitySelection, keepActivities, keepClause } from '../../../discovery/process-map.ts'
import type { Ask } from '../../../log/engine.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { useDescription } from '../../state/place.ts'
import { amountMetrics, amountsOf, frequency, isRework, type Metric, metricOf, needsQuantiles } from './metrics.ts'
import { type MapModel, MOST_NODES, mapModel } from './model.ts'
import type { MapState } from './state.ts'

/** A happy path longer than this is a thread nobody can read: then the most important activities open the map. */
const MOST_FIRST = 60

export interface MapData {
  readonly model: MapModel | null
  readonly selection: ActivitySelection | null
  /** The question about the projected log: what every number on the map is an answer to. */
  readonly ask: Ask | null
  readonly cases: number
  readonly happy: boolean
  /** The numbers of the log among the chosen metrics. */
  readonly amounts: readonly Metric[]
  readonly busy: boolean
  readonly error: Error | null
  readonly retry: () => void
}

/** Which activities are kept, and the trace whose paths are drawn whatever the slider says: that of the happy path. */
export interface Chosen extends ActivitySelection {
  readonly along: readonly string[]
}

interface Shown {
  readonly log: string
  readonly selection: Chosen | null
  readonly picture: Picture | null
}
/** A model with what it was made of: of two pictures of the same parts the one that stands is kept. */
interface Picture {
  readonly model: MapModel
  readonly parts: readonly unknown[]
}

/** Asks what the map shows: the activities under the filter, the projection that the slider chose, and its arcs. */
export function useMap(ask: Ask, state: MapState): MapData {
  const { primary, secondary } = useMetrics(state)
  const size = useAnswer('size', ask)
  const cases = size.data && !size.isPlaceholderData ? size.data.cases : null
  const shown = useRef<Shown>({ log: ask.log, selection: null, picture: null })
  if (shown.current.log !== ask.log) shown.current = { log: ask.log, selection: null, picture: null }
  const before = shown.current.selection
  // A new filter is first asked about the activities that stand there already: their numbers change at once, whatever the
  // filter makes of the choice of activities.
  const standing = useMemo(() => before && projectionOf(ask, before), [ask, before])
  const soon = usePicture(standing, cases, state.p ?? 0, primary, secondary, before?.along)
  const { chosen, happy, answers } = useSelection(ask, state.a)
  const selection = chosen ?? before
  const projected = useMemo(() => selection && projectionOf(ask, selection), [ask, selection])
  const final = usePicture(projected, cases, state.p ?? 0, primary, secondary, selection?.along)
  const picture = newer(shown.current.picture, (chosen && final.picture) ?? soon.picture)
  shown.current = { log: ask.log, selection: final.picture && chosen ? chosen : before, picture }
  const all = [size, ...answers, ...final.answers]
  return {
    model: picture?.model ?? null,
    selection,
    ask: projected,
    cases: size.data?.cases ?? 0,
    happy,
    amounts: [primary, secondary].filter(metric => metric?.amount !== undefined) as Metric[],
    busy: all.some(answer => answer.isFetching),
    error: all.map(answer => answer.error).find(Boolean) ?? null,
    retry: () => {
      for (const answer of all) if (answer.error) void answer.refetch()
    },
  }
}

/** The activities of the happy path, or the `a` most frequent ones; null while that is not known. */
export function useSelection(ask: Ask, a: number | undefined) {
  const activities = useAnswer('activities', ask)
  const happy = a === undefined
  const variants = useAnswer('variants', happy ? { ...ask, limit: 100 } : null)
  // Of two answers that a choice needs, only one may be there yet: then the choice before stands.
  const halfway = happy && activities.isPlaceholderData !== variants.isPlaceholderData
  const chosen = useMemo((): Chosen | null => {
    const all = activities.data
    if (!all || halfway) return null
    const most = (n: number) => ({
      ...keepActivities(all, Math.min(n, all.activity.length) / Math.max(1, all.activity.length)),
      along: [],
    })
    if (a !== undefined) return most(Math.min(a, MOST_NODES))
    if (!variants.data) return null
    const { variant, selection } = happyPath(all, variants.data.variants)
    if (selection.activities.length > MOST_FIRST) return most(MOST_FIRST)
    return { ...selection, along: variant?.activities ?? [] }
  }, [activities.data, variants.data, a, halfway])
  return { chosen, happy, answers: [activities, variants] }
}

const newer = (before: Picture | null, next: Picture | null): Picture | null =>
  next === null || before?.parts.every((part, i) => part === next.parts[i]) ? before : next

export function projectionOf(ask: Ask, selection: ActivitySelection): Ask {
  const clause = keepClause(selection)
  return clause ? { ...ask, filter: [...ask.filter, clause] } : ask
}

function useMetrics(state: MapState): { primary: Metric; secondary: Metric | null } {
  const attributes = useDescription()?.attributes
  return useMemo(() => {
    const amounts = amountMetrics(attributes ?? [])
    return {
      primary: metricOf(state.m1 ?? 'frequency', amounts) ?? frequency,
      secondary: state.m2 === undefined ? null : metricOf(state.m2, amounts),
    }
  }, [attributes, state.m1, state.m2])
}

const nothing: readonly string[] = []

/** The picture of a projected log; null while its numbers do not all belong together. */
function usePicture(
  ask: Ask | null,
  cases: number | null,
  paths: number,
  primary: Metric,
  secondary: Metric | null,
  along: readonly string[] = nothing,
) {
  const quantiles = needsQuantiles(primary) || needsQuantiles(secondary)
  const nodes = useAnswer('activities', ask)
  const arcs = useAnswer('arcs', ask && (quantiles ? { ...ask, quantiles } : ask))
  const first = useAnswer('measures', measuresAsk(ask, primary))
  const second = useAnswer('measures', measuresAsk(ask, secondary))
  const again = isRework(primary) || isRework(secondary)
  const rework = useAnswer('rework', again ? ask : null)
  const answers = [
    nodes,
    arcs,
    ...(primary.amount ? [first] : []),
    ...(secondary?.amount ? [second] : []),
    ...(again ? [rework] : []),
  ]
  const ready = cases !== null && answers.every(answer => answer.data !== undefined && !answer.isPlaceholderData)
  const picture = useMemo((): Picture | null => {
    if (!ready || !nodes.data || !arcs.data) return null
    const amounts = new Map<string, ReadonlyMap<string, number | null>>()
    if (primary.amount && first.data) amounts.set(primary.id, amountsOf(primary.amount, first.data))
    if (secondary?.amount && second.data) amounts.set(secondary.id, amountsOf(secondary.amount, second.data))
    if (rework.data)
      amounts.set('rework', new Map(rework.data.activity.map((name, i) => [name, rework.data.rework[i]!])))
    return {
      model: mapModel(nodes.data, arcs.data, paths, cases, primary, secondary, amounts, along),
      parts: [nodes.data, arcs.data, first.data, second.data, rework.data, paths, cases, primary, secondary, along],
    }
  }, [ready, nodes.data, arcs.data, first.data, second.data, rework.data, paths, cases, primary, secondary, along])
  return { picture, answers }
}

const measuresAsk = (ask: Ask | null, metric: Metric | null) =>
  ask && metric?.amount
    ? { ...ask, scope: metric.amount.scope, key: metric.amount.key, per: 'activity' as const }
    : null
