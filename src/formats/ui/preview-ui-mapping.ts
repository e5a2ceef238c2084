import { bytesSource } from '../../base/platform.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import type { UiMapping } from '../../log/ui-mapping.ts'
import { type OpenUiOptions, openUiLog } from './open-ui-log.ts'
import type { UiProposal } from './propose-ui-mapping.ts'
import type { UiReading } from './ui-format.ts'

/**
 * The first rows of a table, as a proposal shows them, read with a mapping: masked as the whole would be, so that whoever
 * chooses columns sees what would be kept. Costs nothing that depends on the size of the table.
 */
export function previewUiMapping(
  name: string,
  { columns, rows }: UiProposal['preview'],
  mapping: UiMapping,
  options: Omit<OpenUiOptions, 'mapping' | 'format'>,
): Promise<UiReading> {
  const text = [columns, ...rows].map(row => `${row.map(quoted).join(',')}\n`).join('')
  const { missing } = mapping.table
  const table = {
    delimiter: ',',
    quote: '"',
    encoding: 'utf-8',
    header: true,
    guarded: false,
    ...(missing ? { missing } : {}),
  }
  return openUiLog(bytesSource(name, encodeUtf8(text)), { ...options, mapping: { ...mapping, table } })
}

const quoted = (text: string | null) => (text === null ? '' : `"${text.replaceAll('"', '""')}"`)
