import type { Calendar } from '../../log/calendar.ts'
import { durationsInPlace } from '../../log/count/durations.ts'
import type { Pace } from '../../log/count/pace.ts'
import { workingTime } from '../../log/count/working-time.ts'
import type { Durations, Traces } from '../../log/engine.ts'
import type { VariantLog } from '../../log/variant-log.ts'
import type { DrawnNet } from './flow-net.ts'
import type { KnownWalk, Walk } from './walks.ts'

/**
 * Times at one part, ms, signed, of synchronous moves alone; null where none is known. An activity can begin once all tokens that it
 * takes are there (its ready time). Of flows and places only `sojourn`: how long tokens lie there.
 */
export interface PartTimes {
  /** From ready to start, or to complete where the event has no start. */
  readonly waiting: Durations | null
  /** From start to complete. */
  readonly service: Durations | null
  /** From ready to complete. */
  readonly sojourn: Durations | null
}

/** By part; parts without any time are absent. */
export interface ModelTimes {
  readonly parts: Readonly<Record<string, PartTimes>>
  /** Cases whose walk is known, of those that were given. */
  readonly counted: number
  readonly cases: number
}

type TimedTraces = Pick<Traces, 'activities' | 'offsets' | 'symbols' | 'start' | 'complete'>

const kinds = ['waiting', 'service', 'sojourn'] as const
type Kind = (typeof kinds)[number]

/**
 * Times on the parts of a picture, by replaying cases as their walks say with the times of their events (A. Rozinat, Process mining:
 * conformance and extension, 2010, section 8.3): a token is made when its transition completes; silent and skipped ones take
 * no time and pass on the latest time that they take. Tokens leave a place in the order in which they came. Nothing is waited
 * for before the first event, and nothing is told where a time is missing. Durations are those of the calendar.
 */
export class TimesOnModel {
  private readonly drawn: DrawnNet
  private readonly walks: readonly (KnownWalk | null)[]
  private readonly log: VariantLog
  private readonly calendar: Calendar | null
  private readonly variants = new Map<string, number>()
  private readonly values = new Map<string, { readonly [K in Kind]: number[] }>()
  /** By place: whether tokens may have to wait there. */
  private readonly waits: readonly boolean[]
  private cases = 0
  private counted = 0

  constructor(
    log: VariantLog,
    drawn: DrawnNet,
    walks: readonly (KnownWalk | null)[],
    calendar: Calendar | null = null,
  ) {
    this.drawn = drawn
    this.walks = walks
    this.log = log
    this.calendar = calendar
    walks.forEach((_, v) => {
      this.variants.set(log.symbols.subarray(log.offsets[v]!, log.offsets[v + 1]!).join(), v)
    })
    const waits = drawn.net.places.map(() => false)
    for (const { label, inputs } of drawn.net.transitions)
      if (label !== null || inputs.length > 1) for (const { place } of inputs) waits[place] = true
    this.waits = waits
  }

  /** Some more cases: a page of the engine's traces. Cases of variants that are not among the log's are left out. */
  async add(traces: TimedTraces, pace: Pace): Promise<void> {
    const code = new Map(this.log.activities.map((activity, symbol) => [activity, symbol]))
    const symbols = traces.activities.map(activity => code.get(activity) ?? -1)
    const clock = this.clockFor(traces)
    for (let c = 0; c + 1 < traces.offsets.length; c++) {
      const [from, to] = [traces.offsets[c]!, traces.offsets[c + 1]!]
      const v = this.variants.get(
        traces.symbols
          .slice(from, to)
          .map(symbol => symbols[symbol]!)
          .join(),
      )
      await pace.step()
      if (v === undefined) continue
      this.cases++
      const known = this.walks[v]
      if (!known) continue
      this.counted++
      const at = (times: readonly (number | null)[]) => (position: number) =>
        clock(times[from + position] ?? Number.NaN)
      this.replay(known.walk, at(traces.start), at(traces.complete))
    }
  }

  private clockFor({ start, complete }: TimedTraces): (instant: number) => number {
    if (this.calendar === null) return instant => instant
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const times of [start, complete])
      for (const time of times)
        if (time !== null) {
          first = Math.min(first, time)
          last = Math.max(last, time)
        }
    return first <= last ? workingTime(this.calendar, first, last) : instant => instant
  }

  private replay({ firings, events }: Walk, start: (at: number) => number, complete: (at: number) => number): void {
    const { net, nodes, flows } = this.drawn
    const tokens: number[][] = net.initial.map(n => new Array<number>(n).fill(Number.NEGATIVE_INFINITY))
    firings.forEach((transition, i) => {
      const { inputs, outputs } = net.transitions[transition]!
      const taken = inputs.flatMap(({ place, tokens: n }) => tokens[place]!.splice(0, n).map(made => ({ place, made })))
      const ready = taken.reduce((latest, { made }) => Math.max(latest, made), Number.NEGATIVE_INFINITY)
      const event = events[i]!
      const done = event < 0 ? ready : complete(event)
      const begun = event < 0 ? ready : start(event)
      const left = Number.isNaN(begun) || Number.isNaN(done) ? done : begun
      for (const { place, made } of taken) if (this.waits[place]) this.tell(flows[place]!, 'sojourn', left - made)
      if (event >= 0) {
        this.tell(nodes[transition]!, 'waiting', left - ready)
        this.tell(nodes[transition]!, 'service', done - begun)
        this.tell(nodes[transition]!, 'sojourn', done - ready)
      }
      for (const { place, tokens: n } of outputs) for (let k = 0; k < n; k++) tokens[place]!.push(done)
    })
  }

  private tell(part: string | null, kind: Kind, ms: number): void {
    if (part === null || !Number.isFinite(ms)) return
    let values = this.values.get(part)
    if (values === undefined) this.values.set(part, (values = { waiting: [], service: [], sojourn: [] }))
    values[kind].push(ms)
  }

  /** What is known so far. */
  times(): ModelTimes {
    const of = (values: readonly number[]) => (values.length === 0 ? null : durationsInPlace(Float64Array.from(values)))
    const parts = Array.from(this.values, ([part, { waiting, service, sojourn }]): [string, PartTimes] => [
      part,
      { waiting: of(waiting), service: of(service), sojourn: of(sojourn) },
    ])
    return { parts: Object.fromEntries(parts), counted: this.counted, cases: this.cases }
  }
}
