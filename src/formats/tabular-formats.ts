import { csv } from './csv/csv.ts'
import { json } from './json/json.ts'
import { parquet } from './parquet/parquet.ts'
import type { TabularFormat } from './table/tabular-format.ts'
import { xlsx } from './xlsx/xlsx.ts'

/** The formats whose files are tables and are read under a mapping. */
export const tabularFormats: readonly TabularFormat[] = [csv, json, parquet, xlsx]
