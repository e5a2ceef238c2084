import { type Alignment, isOptimal, type LogAlignment, type Move } from '../../conformance/index.ts'
import { RunFinder } from '../../discovery/index.ts'
import type { Pace } from '../../log/count/pace.ts'
import type { DrawnNet } from './flow-net.ts'

/** An event that the model does not allow. */
export interface Insertion {
  /** Of the event in the trace. */
  readonly position: number
  /** Activities of the model's run before it. */
  readonly after: number
}

/** How a variant goes through a net: the run that its alignment puts in its place. */
export interface Walk {
  /** Transitions in the order in which they fire. */
  readonly firings: Int32Array
  /** Of each firing the position of its event in the trace; −1: none, it is silent or was skipped. */
  readonly events: Int32Array
  readonly inserted: readonly Insertion[]
}

/** Whether a walk is known to be a best one. */
export interface KnownWalk {
  readonly walk: Walk
  readonly isExact: boolean
}

/**
 * The walks of aligned variants, in their order. null where the budget ended without anything in common between model and
 * trace: such a run says nothing of the case.
 */
export function alignedWalks({ variants, worstCosts }: LogAlignment): (KnownWalk | null)[] {
  return variants.map((alignment, v) => {
    const isExact = isOptimal(alignment)
    return isExact || alignment.cost < worstCosts[v]! ? { walk: walkOf(alignment), isExact } : null
  })
}

function walkOf({ moves }: Alignment): Walk {
  const firings: number[] = []
  const events: number[] = []
  const inserted: Insertion[] = []
  let [position, after] = [0, 0]
  for (const move of moves) {
    if (move.kind === 'log') inserted.push({ position: position++, after })
    else {
      firings.push(move.transition)
      events.push(move.kind === 'synchronous' ? position++ : -1)
      if (isVisible(move)) after++
    }
  }
  return { firings: Int32Array.from(firings), events: Int32Array.from(events), inserted }
}

const isVisible = ({ kind }: Move): boolean => kind === 'synchronous' || kind === 'model'

export interface RedrawOptions {
  readonly now: () => number
  /** After so many ms no more runs are looked for. */
  readonly timeMs: number
  readonly pace: Pace
}

/**
 * The same walks on a picture of the same language: its transitions that show the same activities. null where there is no
 * such run, or none was found in time.
 */
export async function redrawnWalks(
  from: DrawnNet['net'],
  walks: readonly (KnownWalk | null)[],
  { net }: DrawnNet,
  { now, timeMs, pace }: RedrawOptions,
): Promise<(KnownWalk | null)[]> {
  const finder = new RunFinder(net)
  const found = new Map<string, readonly number[] | null>()
  const deadline = now() + timeMs
  const redrawn: (KnownWalk | null)[] = []
  for (const known of walks) {
    await pace.step()
    if (known === null) {
      redrawn.push(null)
      continue
    }
    const shown: string[] = []
    const events: number[] = []
    known.walk.firings.forEach((transition, i) => {
      const { label } = from.transitions[transition]!
      if (label === null) return
      shown.push(label)
      events.push(known.walk.events[i]!)
    })
    const key = JSON.stringify(shown)
    if (!found.has(key)) found.set(key, now() > deadline ? null : finder.find(shown))
    const run = found.get(key)!
    redrawn.push(run && { ...known, walk: shownBy(run, events, known.walk, net) })
  }
  return redrawn
}

function shownBy(
  run: readonly number[],
  events: readonly number[],
  { inserted }: Walk,
  { transitions }: DrawnNet['net'],
): Walk {
  let shown = 0
  const own = run.map(transition => (transitions[transition]!.label === null ? -1 : events[shown++]!))
  return { firings: Int32Array.from(run), events: Int32Array.from(own), inserted }
}
