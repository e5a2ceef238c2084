import { openRecordedCsv, recordedTable } from './recorded-table.ts'
import { actionLoggerRecorder, smartRpaRecorder } from './recorders.ts'
import { headerNames } from './rows.ts'
import type { UiFormat } from './ui-format.ts'

/** CSV of SmartRPA (Agostinelli et al., 2020): browser, Office, system, clipboard and mouse in one table of 49 columns. */
export const smartRpa: UiFormat = {
  id: smartRpaRecorder.format,
  title: 'SmartRPA (CSV)',
  extensions: ['csv'],
  recognises(head) {
    const names = new Set(headerNames(head))
    const own = ['event_type', 'category', 'application', 'browser_url', 'tag_category', 'clipboard_content']
    return names.has('event_type') && own.filter(name => names.has(name)).length >= 5 ? 0.95 : 0
  },
  async read(source, options) {
    const table = await openRecordedCsv(source, options)
    return recordedTable(table, source.name, options, smartRpaRecorder, [actionLoggerRecorder])
  },
}
