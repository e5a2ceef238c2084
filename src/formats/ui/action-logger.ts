import { ACTION_LOGGER_COLUMNS, actionLoggerEvent } from './action-logger-event.ts'
import { openRecordedCsv, recordedTable } from './recorded-table.ts'
import { headerNames } from './rows.ts'
import type { UiFormat } from './ui-format.ts'

/**
 * CSV of the Action Logger (RPA_UILogger of Leno et al., 2019) in its dialects: comma or semicolon, `target.class` or
 * `target.className`, a leading case column of segmented logs, paths of elements instead of ids with the pointer's
 * place (web forms of an ERP), columns of other tools beside its own.
 */
export const actionLogger: UiFormat = {
  id: 'action-logger',
  title: 'Action Logger (CSV)',
  extensions: ['csv'],
  recognises(head) {
    const names = headerNames(head)
    return names.includes('eventtype') &&
      names.includes('timestamp') &&
      names.some(name => name.startsWith('target.') || name === 'targetapp')
      ? 0.95
      : 0
  },
  async read(source, options) {
    return recordedTable(await openRecordedCsv(source, options), source.name, options, {
      format: actionLogger.id,
      time: 'timestamp',
      known: ACTION_LOGGER_COLUMNS,
      eventOf: actionLoggerEvent,
    })
  },
}
