import { type UiMapping, uiMappingFrom } from '../../log/ui-mapping.ts'
import { remembered } from './store.ts'

/** A mapping that was used, and the columns of the table that it was used on. */
interface Used extends UsedReading {
  readonly columns: readonly string[]
}
export interface UsedReading {
  readonly mapping: UiMapping
  /** Masking rules as they were written; absent: none. */
  readonly maskRules?: string
}
const KEPT = 20

function read(value: unknown): readonly Used[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.flatMap(one => {
    try {
      const { columns, mapping, maskRules } = one as Record<string, unknown>
      const texts = Array.isArray(columns) && columns.every(column => typeof column === 'string')
      const rules = typeof maskRules === 'string' ? { maskRules } : {}
      return texts ? [{ columns, mapping: uiMappingFrom(mapping), ...rules }] : []
    } catch {
      return []
    }
  })
}

/** Mappings of tables of interactions, the last used first; they stay in this browser. */
const used = remembered<readonly Used[]>('ui-mappings', [], read)
const keyOf = (columns: readonly string[]) => JSON.stringify([...columns].sort())

/** How a table with exactly these columns was read before; null where none was. */
export const usedReading = (columns: readonly string[]): UsedReading | null =>
  used.get().find(one => keyOf(one.columns) === keyOf(columns)) ?? null

export const rememberReading = (columns: readonly string[], reading: UsedReading): void =>
  used.set([{ columns, ...reading }, ...used.get().filter(one => keyOf(one.columns) !== keyOf(columns))].slice(0, KEPT))
