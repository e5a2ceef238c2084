import { readTabular } from '../table/read-table.ts'
import type { TabularFormat } from '../table/tabular-format.ts'
import { openParquet } from './table.ts'

/** Apache Parquet: typed columns, every compression that hyparquet-compressors unpacks. */
export const parquet: TabularFormat = {
  id: 'parquet',
  title: 'Parquet',
  extensions: ['parquet', 'pq'],
  recognises: head =>
    head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52 && (head[3] === 0x31 || head[3] === 0x45) ? 1 : 0,
  open: openParquet,
  read: (source, options) => readTabular(parquet, source, options),
  write: null,
}
