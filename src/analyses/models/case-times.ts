import { RequestError } from '../../base/errors.ts'
import type { Cancel } from '../../base/platform.ts'
import { compareSamples } from '../../base/significance.ts'
import { quantileSorted } from '../../base/statistics.ts'
import type { Ask, Engine } from '../../log/engine.ts'

/** Throughput times of all cases that have one, ascending, and the variant that each follows. */
export interface CaseTimes {
  readonly ms: Float64Array
  /** Index of the variant in the list that was given. */
  readonly variant: Int32Array
}

/** How long cases of some variants take beside the others; medians null where there are none. */
export interface TimeDifference {
  readonly withMs: number | null
  readonly withoutMs: number | null
  /** Cliff's delta, 1: the cases take longer than every other; and the p-value of Mann & Whitney. */
  readonly delta: number
  readonly p: number
}

const PAGE = 10_000

/** null where the person gate lists no cases under this filter. O(cases). */
export async function caseTimes(
  engine: Engine,
  ask: Ask,
  ids: readonly string[],
  cancel: Cancel,
): Promise<CaseTimes | null> {
  const number = new Map(ids.map((id, i) => [id, i]))
  const ms: number[] = []
  const variant: number[] = []
  let cursor: string | undefined
  try {
    do {
      const sort = { by: 'throughput', descending: false } as const
      const asked = { ...ask, limit: PAGE, sort, ...(cursor === undefined ? {} : { cursor }) }
      const page = await engine.cases(asked, cancel)
      page.throughput.forEach((value, i) => {
        const of = number.get(page.variant[i]!)
        if (value === null || of === undefined) return
        ms.push(value)
        variant.push(of)
      })
      cursor = page.next
    } while (cursor !== undefined)
  } catch (error) {
    if (error instanceof RequestError && error.code === 'refused') return null
    throw error
  }
  return { ms: Float64Array.from(ms), variant: Int32Array.from(variant) }
}

/** Cases of the variants in `of` against all others. O(cases). */
export function timeDifference({ ms, variant }: CaseTimes, of: ReadonlySet<number>): TimeDifference {
  const inside = ms.filter((_, i) => of.has(variant[i]!))
  const outside = ms.filter((_, i) => !of.has(variant[i]!))
  const { delta, p } = compareSamples(outside, inside)
  const median = (values: Float64Array) => (values.length === 0 ? null : quantileSorted(values, 0.5))
  return { withMs: median(inside), withoutMs: median(outside), delta, p }
}
