import type { Value } from '../../../log/column.ts'
import type { Cases } from '../../../log/engine.ts'

/** A line of the table. */
export interface Row {
  readonly id: string
  readonly events: number
  readonly start: number | null
  readonly end: number | null
  readonly throughput: number | null
  readonly attributes: readonly Value[]
}

export const rowsOf = (page: Cases, keys: readonly string[]): Row[] =>
  page.id.map((id, i) => ({
    id,
    events: page.events[i]!,
    start: page.start[i]!,
    end: page.end[i]!,
    throughput: page.throughput[i]!,
    attributes: keys.map(key => page.attributes[key]?.[i] ?? null),
  }))
