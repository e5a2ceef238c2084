import type { ByteSource, Cancel, Platform } from '../../base/platform.ts'
import type { TableSettings } from '../../log/mapping.ts'
import type { Table } from '../../log/table.ts'
import type { Limits, LogFormat, ReadParquet } from '../format.ts'

export interface OpenOptions {
  readonly platform: Platform
  readonly cancel?: Cancel
  /** What is known of the table; the rest is found by looking. */
  readonly settings?: TableSettings
  readonly limits?: Partial<Limits>
  /** Whether a table of one column is welcome (it can be no event log). */
  readonly single?: boolean
  readonly readParquet?: ReadParquet
}

/** A format whose files are tables: reading one is opening the table and applying a mapping. */
export interface TabularFormat extends LogFormat {
  open(source: ByteSource, options: OpenOptions): Promise<Table>
}
