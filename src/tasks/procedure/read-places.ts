import type { StepLog } from '../../log/step-log.ts'
import type { AlignedInstance } from './instances.ts'
import type { ValueSource } from './procedure.ts'

/** A place that a value can be read from: a routine step that reads, and how others name what it read. */
export interface ReadPlace {
  /** Index of the routine step. */
  readonly step: number
  readonly source: ValueSource
}

/** Sources that one value may be made of. */
const MOST_SOURCES = 6
/** Share of the instances in which a value has to have gone somewhere to be what is made there. */
const MOSTLY = 0.8
/** Steps that a value is followed back through; what lies further back is taken for chance. */
const MOST_LINKS = 1000

/** The places read so far in a routine, added in the order of its steps, and which of them a value may come from. */
export class ReadPlaces {
  private readonly all: ReadPlace[] = []
  private readonly log: StepLog
  private readonly instances: readonly AlignedInstance[]
  /** By instance: the place that a step of the log reads. */
  private readonly readBy: readonly Map<number, ReadPlace>[]

  constructor(log: StepLog, instances: readonly AlignedInstance[]) {
    this.log = log
    this.instances = instances
    this.readBy = instances.map(() => new Map())
  }

  add(place: ReadPlace): void {
    this.all.push(place)
    this.instances.forEach(({ steps }, i) => {
      if (steps[place.step]! >= 0) this.readBy[i]!.set(steps[place.step]!, place)
    })
  }

  /**
   * Places that a value written in routine step `at` may come from: those whose value went there in most instances, then
   * other ones, the nearest first. Time: instances × links of their values' flow, `MOST_LINKS` each at most.
   */
  sourcesOf(at: number): readonly ReadPlace[] {
    const flows = this.flowsInto(at)
    const chosen = [...flows]
      .sort(([a, n], [b, m]) => m - n || b.step - a.step)
      .slice(0, MOST_SOURCES)
      .map(([place]) => place)
    for (let k = this.all.length - 1; k >= 0 && chosen.length < MOST_SOURCES; k--)
      if (!flows.has(this.all[k]!)) chosen.push(this.all[k]!)
    return chosen
  }

  /** Places whose value went into one of these routine steps in most of the instances that have it, in the order of reading. */
  madeOf(steps: readonly number[]): readonly ReadPlace[] {
    const mostly = steps.map(at => {
      const having = this.instances.filter(({ steps }) => steps[at]! >= 0).length
      return { flows: this.flowsInto(at), least: Math.max(1, MOSTLY * having) }
    })
    return this.all.filter(place => mostly.some(({ flows, least }) => (flows.get(place) ?? 0) >= least))
  }

  /** By place: instances in which its value went into routine step `at`. */
  private flowsInto(at: number): ReadonlyMap<ReadPlace, number> {
    const flows = new Map<ReadPlace, number>()
    this.instances.forEach(({ steps }, i) => {
      let step = steps[at]!
      for (let links = 0; step >= 0 && links < MOST_LINKS; links++) {
        step = this.log.source[step]!
        const place = this.readBy[i]!.get(step)
        if (place) flows.set(place, (flows.get(place) ?? 0) + 1)
      }
    })
    return flows
  }
}
