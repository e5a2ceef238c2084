import { openRecordedCsv, recordedTable } from './recorded-table.ts'
import { headerNames } from './rows.ts'
import { SMART_RPA_OTHERS, SMART_RPA_READ, smartRpaEvent } from './smart-rpa-event.ts'
import type { UiFormat } from './ui-format.ts'

/** CSV of SmartRPA (Agostinelli et al., 2020): browser, Office, system, clipboard and mouse in one table of 49 columns. */
export const smartRpa: UiFormat = {
  id: 'smart-rpa',
  title: 'SmartRPA (CSV)',
  extensions: ['csv'],
  recognises(head) {
    const names = new Set(headerNames(head))
    const own = ['event_type', 'category', 'application', 'browser_url', 'tag_category', 'clipboard_content']
    return names.has('event_type') && names.has('timestamp') && own.filter(name => names.has(name)).length >= 5
      ? 0.95
      : 0
  },
  async read(source, options) {
    return recordedTable(await openRecordedCsv(source, options), source.name, options, {
      format: smartRpa.id,
      time: 'timestamp',
      known: new Set([...SMART_RPA_READ, ...SMART_RPA_OTHERS]),
      eventOf: smartRpaEvent,
    })
  },
}
