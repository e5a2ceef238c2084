import { type UiMapping, uiMappingFrom } from '../../log/ui-mapping.ts'
import { remembered } from './store.ts'

/** A mapping that was used, and the columns of the table that it was used on. */
interface Used {
  readonly columns: readonly string[]
  readonly mapping: UiMapping
}
const KEPT = 20

function read(value: unknown): readonly Used[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.flatMap(one => {
    try {
      const { columns, mapping } = one as Record<string, unknown>
      const texts = Array.isArray(columns) && columns.every(column => typeof column === 'string')
      return texts ? [{ columns, mapping: uiMappingFrom(mapping) }] : []
    } catch {
      return []
    }
  })
}

/** Mappings of tables of interactions, the last used first; they stay in this browser. */
const used = remembered<readonly Used[]>('ui-mappings', [], read)
const keyOf = (columns: readonly string[]) => JSON.stringify([...columns].sort())

/** How a table with exactly these columns was read before; null where none was. */
export const usedMapping = (columns: readonly string[]): UiMapping | null =>
  used.get().find(one => keyOf(one.columns) === keyOf(columns))?.mapping ?? null

export const rememberMapping = (columns: readonly string[], mapping: UiMapping): void =>
  used.set([{ columns, mapping }, ...used.get().filter(one => keyOf(one.columns) !== keyOf(columns))].slice(0, KEPT))
