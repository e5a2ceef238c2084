import { type Cancel, never, type Platform } from '../../base/platform.ts'

/** Events (and cases) a piece of a long loop may take: some ms. */
const PIECE = 1 << 18
/** How long a loop may hold the thread, ms. */
const HOLD = 25

/** Lets other work run between the pieces of a long loop, and stops where the asker has gone. */
export interface Pace {
  /** Await between pieces: rests where the thread was held too long, throws `Cancelled` where cancelled. */
  step(): Promise<void> | undefined
  readonly cancel: Cancel
  /** The same for another asker. */
  with(cancel: Cancel): Pace
}

export function pace(platform: Pick<Platform, 'now' | 'pause'>, cancel: Cancel): Pace {
  let since = platform.now()
  const rest = async () => {
    await platform.pause()
    since = platform.now()
    cancel.throwIfCancelled()
  }
  return {
    step() {
      cancel.throwIfCancelled()
      return platform.now() - since > HOLD ? rest() : undefined
    },
    cancel,
    with: other => pace(platform, other),
  }
}

/** A pace for tests and callers without a platform: never rests. */
export const noPace: Pace = { step: () => undefined, cancel: never, with: () => noPace }

/** Run `body(a, b)` over all cases in ranges [a, b) of some hundred thousand events, resting between them. */
export async function byPieces(
  ranges: { readonly from: Int32Array; readonly to: Int32Array },
  pace: Pace,
  body: (a: number, b: number) => void,
): Promise<void> {
  const { from, to } = ranges
  const count = from.length
  for (let a = 0; a < count; ) {
    let b = a
    for (let size = 0; b < count && size < PIECE; b++) size += to[b]! - from[b]! + 1
    body(a, b)
    a = b
    const rest = pace.step()
    if (rest) await rest
  }
}

/** The cases of a whole log, for `byPieces`. */
export const casesOf = ({
  caseCount,
  caseOffsets,
}: {
  readonly caseCount: number
  readonly caseOffsets: Int32Array
}) => ({
  from: caseOffsets.subarray(0, caseCount),
  to: caseOffsets.subarray(1),
})

/** Run `body(a, b)` over 0..count in ranges. */
export async function bySteps(count: number, pace: Pace, body: (a: number, b: number) => void): Promise<void> {
  for (let a = 0; a < count; a += PIECE) {
    body(a, Math.min(count, a + PIECE))
    const rest = pace.step()
    if (rest) await rest
  }
}
