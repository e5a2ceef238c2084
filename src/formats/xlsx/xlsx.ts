import { decodeUtf8 } from '../../base/utf8.ts'
import { readTabular } from '../table/read-table.ts'
import type { TabularFormat } from '../table/tabular-format.ts'
import { openXlsx } from './table.ts'

/** Excel workbooks (Office Open XML, ECMA-376). */
export const xlsx: TabularFormat = {
  id: 'xlsx',
  title: 'Excel workbook',
  extensions: ['xlsx', 'xlsm'],
  recognises,
  open: openXlsx,
  read: (source, options) => readTabular(xlsx, source, options),
  write: null,
}

/** A zip whose first entries are those of an Office package: 0.9; with a part of a workbook among them: 1. */
function recognises(head: Uint8Array): number {
  if (head[0] !== 0x50 || head[1] !== 0x4b) return 0
  const text = decodeUtf8(head, 0, head.length)
  if (/xl\/(workbook|worksheets|sharedStrings|styles|_rels)/.test(text)) return 1
  return /\[Content_Types\]\.xml|_rels\/\.rels|docProps\//.test(text) ? 0.9 : 0
}
