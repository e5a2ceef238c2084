import { type Activities, type Arcs, type Durations, END, FROM_START, START, TO_END } from '../../log/engine.ts'

/** An activity of a map; `hidden…` is what the paths slider left out at it. */
export interface MapNode {
  readonly activity: string
  readonly frequency: number
  readonly caseFrequency: number
  readonly startFrequency: number
  readonly endFrequency: number
  /** Mean and median of start to complete, ms; null where no start is known. */
  readonly meanServiceMs: number | null
  readonly medianServiceMs: number | null
  readonly hiddenInArcs: number
  readonly hiddenInFrequency: number
  readonly hiddenOutArcs: number
  readonly hiddenOutFrequency: number
}

/**
 * An arc of a map. `kind` tells ends from activities that are called like them: start: from ▶; end: to ■;
 * empty: ▶ to ■, cases without an event; activity: between two activities. Times in ms, null where there are none.
 */
export interface MapArc {
  readonly from: string
  readonly to: string
  readonly kind: 'activity' | 'start' | 'end' | 'empty'
  readonly frequency: number
  readonly caseFrequency: number
  readonly totalMs: number | null
  readonly meanMs: number | null
  readonly medianMs: number | null
  readonly p90Ms: number | null
  readonly minMs: number | null
  readonly maxMs: number | null
}

/** The process map as others read it (stable, FORMATS.md), and what every other way to write a map starts from. */
export interface MapJson {
  readonly version: 1
  /** What arc times are: waiting = start − complete before; between-completions where there are no starts. */
  readonly timeMeaning: Arcs['timeMeaning']
  readonly cases: number
  readonly events: number
  /** Activities of the log under the filter, of which `nodes` are kept; their entries, and those of the kept. */
  readonly activities: number
  readonly frequency: number
  readonly keptFrequency: number
  /** Arcs of the projected log, of which `arcs` are drawn. */
  readonly paths: number
  /** By frequency descending, then by text. */
  readonly nodes: readonly MapNode[]
  /** By frequency descending, then from, then to. */
  readonly arcs: readonly MapArc[]
}

/** What a map is made of: answers under the filter with the projection, and the choice of arcs. */
export interface MapParts {
  readonly cases: number
  readonly events: number
  /** Of the projected log. */
  readonly activities: Activities
  readonly arcs: Arcs
  /** Of the log before the projection. */
  readonly of: { readonly activities: number; readonly frequency: number }
  /** Rows of `arcs` to draw; per activity of `arcs.activities` what is hidden. */
  readonly shown: readonly number[]
  readonly hidden: readonly {
    readonly inArcs: number
    readonly inFrequency: number
    readonly outArcs: number
    readonly outFrequency: number
  }[]
}

export function mapJson(parts: MapParts): MapJson {
  const { activities, arcs } = parts
  const place = new Map(arcs.activities.map((name, i) => [name, i]))
  return {
    version: 1,
    timeMeaning: arcs.timeMeaning,
    cases: parts.cases,
    events: parts.events,
    activities: parts.of.activities,
    frequency: parts.of.frequency,
    keptFrequency: activities.frequency.reduce((sum, frequency) => sum + frequency, 0),
    paths: arcs.frequency.length,
    nodes: activities.activity.map((activity, i) => {
      const hidden = parts.hidden[place.get(activity) ?? -1]
      return {
        activity,
        frequency: activities.frequency[i]!,
        caseFrequency: activities.caseFrequency[i]!,
        startFrequency: activities.startFrequency[i]!,
        endFrequency: activities.endFrequency[i]!,
        meanServiceMs: activities.service[i]?.mean ?? null,
        medianServiceMs: activities.service[i]?.median ?? null,
        hiddenInArcs: hidden?.inArcs ?? 0,
        hiddenInFrequency: hidden?.inFrequency ?? 0,
        hiddenOutArcs: hidden?.outArcs ?? 0,
        hiddenOutFrequency: hidden?.outFrequency ?? 0,
      }
    }),
    arcs: parts.shown.map(row => arcOf(arcs, row)),
  }
}

function arcOf(arcs: Arcs, row: number): MapArc {
  const from = arcs.from[row]!
  const to = arcs.to[row]!
  const time: Durations | null = arcs.time[row] ?? null
  return {
    from: from === FROM_START ? START : arcs.activities[from]!,
    to: to === TO_END ? END : arcs.activities[to]!,
    kind: from === FROM_START ? (to === TO_END ? 'empty' : 'start') : to === TO_END ? 'end' : 'activity',
    frequency: arcs.frequency[row]!,
    caseFrequency: arcs.caseFrequency[row]!,
    totalMs: time?.total ?? null,
    meanMs: time?.mean ?? null,
    medianMs: time?.median ?? null,
    p90Ms: time?.p90 ?? null,
    minMs: time?.min ?? null,
    maxMs: time?.max ?? null,
  }
}
