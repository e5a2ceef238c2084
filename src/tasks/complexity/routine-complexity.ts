import { compareText } from '../../base/sort.ts'
import { quantileInPlace } from '../../base/statistics.ts'
import type { StepLog } from '../../log/step-log.ts'
import type { Routine } from '../../model/routine.ts'
import { alignInstances } from '../procedure/instances.ts'
import { decisionsOf } from './decisions.ts'
import { backStepsOf, lostness, type Path, pathsOf, type Screen, screenKey } from './paths.ts'
import { shortestPath } from './shortest-path.ts'

/** What one page, window or sheet has of a routine; means over all instances but for `decisions`. */
export interface ScreenComplexity extends Screen {
  /** How often an instance comes to it. */
  readonly visits: number
  /** Distinct elements that an instance fills in on it. */
  readonly fields: number
  /** Steps on it behind which instances part. */
  readonly decisions: number
  /** Returns to it beyond those of the shortest path. */
  readonly backSteps: number
  /** Steps on it that the shortest path does not have. */
  readonly detours: number
  /** Hands-on time of these, ms; NaN where the log has no times. */
  readonly detourMs: number
}

/** How complicated a routine is, and how far its instances are from the shortest one that did the work. */
export interface RoutineComplexity {
  readonly instances: number
  /** Instances with every step that nearly all have; only these can be the shortest. */
  readonly successful: number
  /** The shortest of them; null where there is none. */
  readonly shortest: {
    readonly steps: number
    readonly screens: number
    readonly fields: number
    readonly backSteps: number
    readonly handsOnMs: number
    /** Index into the routine's variants. */
    readonly variant: number
  } | null
  /** Medians of an instance. */
  readonly steps: number
  readonly screens: number
  readonly fields: number
  readonly decisions: number
  /** Means of an instance, beyond the shortest path. */
  readonly backSteps: number
  readonly detours: number
  /** Median of Smith's lostness, 0 to about 1.4: 0 where no screen is come back to, and none is beyond those needed; null without a shortest path. */
  readonly lostness: number | null
  /** By detours, then returns, then visits; ties by place. */
  readonly places: readonly ScreenComplexity[]
  /** Hands-on time of the routine's own steps, ms; medians over the instances that have the step, NaN without times. */
  readonly stepTimes: readonly { readonly label: string; readonly medianMs: number }[]
}

/**
 * Fields, screens, decisions, returns and detours of a routine, against its shortest observed successful path (optimal path
 * deviation of usability tests; lostness: Smith, 1996). Detours are the steps outside a longest common subsequence with that
 * path; some are needed, and then tell where the routine branches. Time: variants × steps².
 */
export function routineComplexity(routine: Routine, log: StepLog): RoutineComplexity {
  const paths = pathsOf(routine, log, alignInstances(routine, log))
  const { successful, shortest } = shortestPath(routine, paths)
  const decisions = decisionsOf(paths)
  const extra = paths.map(path => extraOf(path, shortest))
  const n = Math.max(1, paths.length)
  const sum = (of: (extra: Extra) => number) => extra.reduce((total, one) => total + of(one), 0)
  return {
    instances: paths.length,
    successful,
    shortest: shortest && {
      steps: shortest.steps.length,
      screens: new Set(shortest.screens.map(screenKey)).size,
      fields: shortest.fields.size,
      backSteps: total(backStepsOf(shortest)),
      handsOnMs: total(shortest.times),
      variant: shortest.variant,
    },
    steps: median(paths.map(({ steps }) => steps.length)) || 0,
    screens: median(paths.map(({ screens }) => new Set(screens.map(screenKey)).size)) || 0,
    fields: median(paths.map(({ fields }) => fields.size)) || 0,
    decisions: total(decisions),
    backSteps: sum(({ backSteps }) => total(backSteps)) / n,
    detours: sum(({ detours }) => detours.length) / n,
    lostness: shortest && median(paths.map(path => lostness(path, shortest))),
    places: placesOf(paths, extra, decisions),
    stepTimes: routine.steps.map(({ label }, at) => ({
      label,
      medianMs: median(paths.flatMap(({ places, times }) => times.filter((_, i) => places[i] === at))),
    })),
  }
}

/** What an instance does beyond the shortest path: returns by screen, and indexes of its steps. */
interface Extra {
  readonly backSteps: ReadonlyMap<string, number>
  readonly detours: readonly number[]
}

function extraOf(path: Path, shortest: Path | null): Extra {
  if (shortest === null) return { backSteps: new Map(), detours: [] }
  const needed = backStepsOf(shortest)
  const backSteps = new Map<string, number>()
  for (const [screen, count] of backStepsOf(path)) {
    const beyond = count - (needed.get(screen) ?? 0)
    if (beyond > 0) backSteps.set(screen, beyond)
  }
  return { backSteps, detours: path.beyond(shortest) }
}

function placesOf(
  paths: readonly Path[],
  extra: readonly Extra[],
  decisions: ReadonlyMap<string, number>,
): readonly ScreenComplexity[] {
  const found = new Map<string, { -readonly [K in keyof ScreenComplexity]: ScreenComplexity[K] }>()
  const at = (screen: Screen) => {
    const key = screenKey(screen)
    const known = found.get(key)
    if (known) return known
    const none = { visits: 0, fields: 0, backSteps: 0, detours: 0, detourMs: 0 }
    const made = { ...screen, ...none, decisions: decisions.get(key) ?? 0 }
    found.set(key, made)
    return made
  }
  for (const [p, { screens, times, fields }] of paths.entries()) {
    screens.forEach((screen, i) => {
      if (i === 0 || screenKey(screen) !== screenKey(screens[i - 1]!)) at(screen).visits++
    })
    for (const screen of fields.values()) at(screen).fields++
    for (const step of extra[p]!.detours) {
      at(screens[step]!).detours++
      at(screens[step]!).detourMs += times[step]!
    }
    for (const [key, count] of extra[p]!.backSteps) found.get(key)!.backSteps += count
  }
  const n = Math.max(1, paths.length)
  return [...found.values()]
    .map(({ visits, fields, backSteps, detours, detourMs, ...rest }) => ({
      ...rest,
      visits: visits / n,
      fields: fields / n,
      backSteps: backSteps / n,
      detours: detours / n,
      detourMs: detourMs / n,
    }))
    .sort(
      (a, b) =>
        b.detours - a.detours ||
        b.backSteps - a.backSteps ||
        b.visits - a.visits ||
        compareText(screenKey(a), screenKey(b)),
    )
}

const total = (values: readonly number[] | ReadonlyMap<string, number>): number =>
  [...values.values()].reduce((sum, value) => sum + value, 0)

/** NaN where one of them is: times are known for all of a log or for none. */
const median = (values: readonly number[]): number =>
  values.length === 0 || values.some(Number.isNaN) ? Number.NaN : quantileInPlace(Float64Array.from(values), 0.5)
