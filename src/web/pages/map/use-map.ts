import { useMemo, useRef } from 'react'
import { happyPath } from '../../../discovery/happy-path.ts'
import { type ActivitySelection, keepActivities, keepClause } from '../../../discovery/process-map.ts'
import type { Ask } from '../../../log/engine.ts'
import { useAnswer } from '../../engine/use-answer.ts'
import { needsQuantiles } from './metrics.ts'
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
  readonly busy: boolean
  readonly error: Error | null
  readonly retry: () => void
}

/** Asks what the map shows: the activities under the filter, the projection that the slider chose, and its arcs. */
export function useMap(ask: Ask, state: MapState): MapData {
  const activities = useAnswer('activities', ask)
  const size = useAnswer('size', ask)
  const happy = state.a === undefined
  const variants = useAnswer('variants', happy ? { ...ask, limit: 100 } : null)
  const selection = useMemo((): ActivitySelection | null => {
    const all = activities.data
    if (!all) return null
    if (state.a !== undefined)
      return keepActivities(all, Math.min(state.a, all.activity.length, MOST_NODES) / Math.max(1, all.activity.length))
    const path = variants.data ? happyPath(all, variants.data.variants).selection : null
    return path && path.activities.length > MOST_FIRST ? keepActivities(all, MOST_FIRST / all.activity.length) : path
  }, [activities.data, variants.data, state.a])
  const projected = useMemo((): Ask | null => {
    if (!selection) return null
    const clause = keepClause(selection)
    return clause ? { ...ask, filter: [...ask.filter, clause] } : ask
  }, [ask, selection])
  const primary = state.m1 ?? 'frequency'
  const secondary = state.m2 ?? null
  const quantiles = needsQuantiles(primary) || needsQuantiles(secondary)
  const nodes = useAnswer('activities', projected)
  const arcs = useAnswer('arcs', projected && (quantiles ? { ...projected, quantiles } : projected))
  const fresh = useMemo(
    () =>
      nodes.data && arcs.data && size.data
        ? mapModel(nodes.data, arcs.data, state.p ?? 0, size.data.cases, primary, secondary)
        : null,
    [nodes.data, arcs.data, size.data, state.p, primary, secondary],
  )
  // Numbers of two questions are only shown together: the last picture that agrees with itself stays until they do.
  const agrees = !(nodes.isPlaceholderData || arcs.isPlaceholderData || size.isPlaceholderData)
  const last = useRef<{ readonly log: string; readonly model: MapModel | null }>({ log: ask.log, model: null })
  if (agrees || last.current.log !== ask.log) last.current = { log: ask.log, model: fresh }
  const { model } = last.current
  const all = [activities, size, variants, nodes, arcs]
  const error = all.map(answer => answer.error).find(Boolean) ?? null
  return {
    model,
    selection,
    ask: projected,
    cases: size.data?.cases ?? 0,
    happy,
    busy: all.some(answer => answer.isFetching),
    error,
    retry: () => {
      for (const answer of all) if (answer.error) void answer.refetch()
    },
  }
}
