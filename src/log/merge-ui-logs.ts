import { keysAt, maskedAt } from './masked.ts'
import { elementAt, textAt, type UiLog, type UiOrder, uiActions, uiEffects } from './ui-log.ts'
import { UiLogBuilder } from './ui-log-builder.ts'

/**
 * Several UI logs as one: their recordings one after the other, in the order given; a recording whose id was there
 * before gets a number behind it. Rows, cuts and demonstrations stay as they are within their recordings.
 */
export function mergeUiLogs(logs: readonly UiLog[], name: string): UiLog {
  const builder = new UiLogBuilder()
  for (const log of logs) addLog(builder, log)
  const order: UiOrder = {
    by: logs.every(log => log.order.by === 'time') ? 'time' : 'input',
    moved: sum(logs, log => log.order.moved),
    ties: sum(logs, log => log.order.ties),
    withoutTime: sum(logs, log => log.order.withoutTime),
  }
  return builder.finish({ name, order, capture: [...new Set(logs.flatMap(log => log.capture))] })
}

const sum = (logs: readonly UiLog[], of: (log: UiLog) => number) => logs.reduce((total, log) => total + of(log), 0)

function addLog(builder: UiLogBuilder, log: UiLog): void {
  const elements = Int32Array.from({ length: log.elements.size }, (_, e) =>
    builder.addElement(elementAt(log.elements, e)!),
  )
  const values = Int32Array.from({ length: log.values.size }, (_, v) => builder.addValue(maskedAt(log.values, v)!))
  const keySets = Int32Array.from({ length: log.keySets.size }, (_, s) => builder.addKeys(keysAt(log.keySets, s)))
  let demonstration = 0
  let cut = 0
  const { row, column, rows, columns } = log.position
  for (const { id, source, first, last } of log.recordings) {
    builder.beginRecording(id, source)
    for (let r = first; r <= last; r++) {
      while (log.demonstrations[demonstration] && log.demonstrations[demonstration]!.last < r) demonstration++
      const shown = log.demonstrations[demonstration]
      const isCut = log.cuts[cut] === r
      if (isCut) cut++
      builder.add({
        ordinal: log.ordinal[r]!,
        action: uiActions[log.action[r]!]!,
        user: textAt(log.user, r),
        sourceAction: textAt(log.sourceAction, r),
        element: elements[log.element[r]!] ?? -1,
        placeKeys: keySets[log.placeKeys[r]!] ?? -1,
        row: row[r]!,
        column: column[r]!,
        rows: rows[r]!,
        columns: columns[r]!,
        value: values[log.value[r]!] ?? -1,
        fieldValue: values[log.fieldValue[r]!] ?? -1,
        ...(Number.isNaN(log.time[r]!) ? {} : { time: log.time[r]! }),
        ...(log.x && !Number.isNaN(log.x[r]!) ? { x: log.x[r]! } : {}),
        ...(log.effect ? { effect: uiEffects[log.effect[r]!]! } : {}),
        ...(log.y && !Number.isNaN(log.y[r]!) ? { y: log.y[r]! } : {}),
        ...(shown && shown.first <= r ? { task: shown.task, run: String(demonstration) } : {}),
        cut: isCut,
      })
    }
  }
}
