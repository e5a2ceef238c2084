import { ACTION_LOGGER_COLUMNS, actionLoggerEvent } from './action-logger-event.ts'
import type { Recorder } from './recorded-table.ts'
import { SMART_RPA_OTHERS, SMART_RPA_READ, smartRpaEvent } from './smart-rpa-event.ts'

/** The recorders that write tables of their own. Their times may be left out, as where they are not to be used. */
export const actionLoggerRecorder: Recorder = {
  format: 'action-logger',
  time: 'timestamp',
  action: 'eventtype',
  known: ACTION_LOGGER_COLUMNS,
  eventOf: actionLoggerEvent,
}

export const smartRpaRecorder: Recorder = {
  format: 'smart-rpa',
  time: 'timestamp',
  action: 'event_type',
  known: new Set([...SMART_RPA_READ, ...SMART_RPA_OTHERS]),
  eventOf: smartRpaEvent,
}
