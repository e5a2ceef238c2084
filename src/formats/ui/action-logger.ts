import { openRecordedCsv, recordedTable } from './recorded-table.ts'
import { actionLoggerRecorder, smartRpaRecorder } from './recorders.ts'
import { headerNames } from './rows.ts'
import type { UiFormat } from './ui-format.ts'

/**
 * CSV of the Action Logger (RPA_UILogger of Leno et al., 2019) in its dialects: comma or semicolon, `target.class` or
 * `target.className`, a leading case column of segmented logs, paths of elements instead of ids with the pointer's
 * place (web forms of an ERP), columns of other tools beside its own.
 */
export const actionLogger: UiFormat = {
  id: actionLoggerRecorder.format,
  title: 'Action Logger (CSV)',
  extensions: ['csv'],
  recognises(head) {
    const names = headerNames(head)
    if (!names.includes('eventtype')) return 0
    const own = names.filter(name => name.startsWith('target.') || name === 'targetapp').length
    return own > (names.includes('timestamp') ? 0 : 1) ? 0.95 : 0
  },
  async read(source, options) {
    const table = await openRecordedCsv(source, options)
    return recordedTable(table, source.name, options, actionLoggerRecorder, [smartRpaRecorder])
  },
}
