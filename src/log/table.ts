import type { Cancel } from '../base/platform.ts'
import type { TableSettings } from './mapping.ts'
import type { Problems } from './problems.ts'

/** Text cells of one column: the UTF-8 of row r is bytes[from[r]..to[r]); from[r] = -1 where the row has no such cell. */
export interface TextCells {
  readonly kind: 'text'
  readonly bytes: Uint8Array
  readonly from: Int32Array
  readonly to: Int32Array
}

/**
 * Cells that the source itself types. NaN = missing; boolean is 1 or 0; date is epoch ms (as if UTC where `zoned` is
 * false), with nanoseconds below the ms where the source is finer.
 */
export interface NumberCells {
  readonly kind: 'int' | 'float' | 'boolean' | 'date'
  readonly values: Float64Array
  readonly nanoseconds?: Int32Array
  readonly zoned?: boolean
}
export type Cells = TextCells | NumberCells

/** Rows of a table, column by column. The arrays are valid until the next batch is asked for. */
export interface TableBatch {
  readonly rowCount: number
  /** Number of the first row as people count it in the file: rows from 1, the header being row 1 where there is one. */
  readonly firstRow: number
  /** By index in `Table.columns`; a column that this batch has nothing of may be undefined. */
  readonly cells: readonly (Cells | undefined)[]
  /** How far the pass has come. */
  readonly position: { readonly done: number; readonly total: number | null; readonly unit: 'bytes' | 'rows' }
}

export interface PassOptions {
  readonly cancel?: Cancel
  /** Where ragged rows and the like are told. */
  readonly problems: Problems
}

/** A table of any format, which can be passed over more than once. */
export interface Table {
  readonly name: string
  /** Names, distinct. May grow during a pass where rows name their own columns (JSON). */
  readonly columns: readonly string[]
  /** What was found or given, every part that the format knows. */
  readonly settings: TableSettings
  /** Sentences on how the settings were found. */
  readonly reasons: readonly string[]
  batches(options: PassOptions): AsyncIterable<TableBatch>
}
