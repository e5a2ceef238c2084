import type { Cancel } from '../../base/platform.ts'
import { compareText } from '../../base/sort.ts'
import type { Column } from '../../log/column.ts'
import { eventKeys } from '../../log/count/attributes.ts'
import { coded, isText } from '../../log/count/coded.ts'
import type { AttributeDescription, LogDescription } from '../../log/engine.ts'
import { eventColumn } from '../../log/event-log.ts'
import type { OpenedLog } from './opened-log.ts'

export async function describe(opened: OpenedLog, cancel: Cancel): Promise<LogDescription> {
  const { id, log, problems } = opened
  const pairing = (await opened.pairing(cancel))?.pairing ?? null
  const paired = pairing?.paired ?? 0
  const byKey = (a: AttributeDescription, b: AttributeDescription) => compareText(a.key, b.key)
  const pace = opened.pace(cancel)
  const events: AttributeDescription[] = []
  const cases: AttributeDescription[] = []
  for (const key of eventKeys(log)) {
    events.push(attribute('event', eventColumn(log, key)!, log.eventCount))
    await pace.step()
  }
  for (const column of log.caseAttributes.values()) {
    cases.push(attribute('case', column, log.caseCount))
    await pace.step()
  }
  return {
    id,
    name: log.name,
    cases: log.caseCount,
    events: log.eventCount,
    attributes: [...events.sort(byKey), ...cases.sort(byKey)],
    classifiers: log.classifiers,
    resourceKey: log.resourceKey,
    starts: log.start !== null ? 'column' : paired > 0 ? 'paired' : 'none',
    pairing,
    defaultLevel: paired > 0 && paired >= log.eventCount / 100 ? 'instance' : 'event',
    order: log.order,
    problems,
  }
}

function attribute(scope: 'event' | 'case', column: Column, count: number): AttributeDescription {
  const { key, type, personal, meaning } = column
  const { present, distinct } = isText(column)
    ? textPresence(column, count)
    : { present: presence(column), distinct: null }
  return { key, scope, type, personal, meaning, distinct, present }
}

function textPresence(column: Column, count: number): { present: number; distinct: number } {
  const { codes, size } = coded(column, count)
  const found = new Uint8Array(size)
  let present = 0
  let distinct = 0
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!
    if (code < 0) continue
    present++
    if (found[code] === 1) continue
    found[code] = 1
    distinct++
  }
  return { present, distinct }
}

function presence(column: Column): number {
  let present = 0
  if (column.type === 'boolean') for (let i = 0; i < column.flags.length; i++) present += column.flags[i]! >= 0 ? 1 : 0
  else if (!isText(column))
    for (let i = 0; i < column.values.length; i++) present += Number.isNaN(column.values[i]!) ? 0 : 1
  return present
}
