import { decodeUtf8 } from '../../base/utf8.ts'
import { isUtf16 } from '../table/encoding.ts'
import { tableLosses } from '../table/losses.ts'
import { readTabular } from '../table/read-table.ts'
import type { TabularFormat } from '../table/tabular-format.ts'
import { openJson } from './table.ts'
import { writeJsonLines } from './write.ts'

/** JSON lines, arrays of objects, and objects that hold such an array. */
export const json: TabularFormat = {
  id: 'json',
  title: 'JSON and JSON lines',
  extensions: ['jsonl', 'ndjson', 'json'],
  recognises,
  open: openJson,
  read: (source, options) => readTabular(json, source, options),
  write: writeJsonLines,
  losses: tableLosses,
}

/** Text that begins like an object or an array of objects: 0.7. Formats with a schema of their own are surer. */
function recognises(head: Uint8Array): number {
  const marked = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  const wide = isUtf16(head)
  const text = decodeUtf8(
    wide ? head.filter((byte, i) => (i > 1 || !marked) && byte !== 0) : head,
    0,
    Math.min(head.length, 2048),
  ).replace(/^\ufeff/, '')
  if (/^\s*\{\s*("|\})/.test(text)) return 0.7
  return /^\s*\[\s*(\{|\]|$)/.test(text) ? 0.7 : 0
}
