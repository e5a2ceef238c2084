import { decodeUtf8 } from '../../base/utf8.ts'
import { isUtf16 } from '../table/encoding.ts'
import { tableLosses } from '../table/losses.ts'
import { readTabular } from '../table/read-table.ts'
import type { TabularFormat } from '../table/tabular-format.ts'
import { cutRows, sniffDialect } from './sniff.ts'
import { openCsv } from './table.ts'
import { writeCsv } from './write.ts'

/** Delimited text: CSV, TSV and their relatives. */
export const csv: TabularFormat = {
  id: 'csv',
  title: 'CSV (delimited text)',
  extensions: ['csv', 'tsv', 'txt', 'tab', 'psv'],
  recognises,
  open: openCsv,
  read: (source, options) => readTabular(csv, source, options),
  write: writeCsv,
  losses: tableLosses,
}

/** Text whose rows have equally many cells, two or more: 0.6; any other text 0.25 (it may be a table of one column). */
function recognises(head: Uint8Array): number {
  if (head.length === 0) return 0
  if (isUtf16(head)) return 0.5
  const looked = Math.min(head.length, 4096)
  let odd = 0
  for (let i = 0; i < looked; i++) if (head[i]! < 9 && head[i] !== 1) odd++
  // some such bytes are dirt in a text; many are no text
  if (odd > Math.max(8, looked / 32)) return 0
  const text = decodeUtf8(head, 0, Math.min(head.length, 16_384)).trimStart()
  if (/^[<{[]/.test(text)) return 0.1
  const { delimiter, quote } = sniffDialect(text, false, {})
  const rows = cutRows(text, delimiter, quote, 50, true)
  return (rows[0]?.cells.length ?? 0) > 1 ? 0.6 : 0.25
}
