import type { Cancel } from '../../base/platform.ts'
import { compareText } from '../../base/sort.ts'
import type { Column } from '../../log/column.ts'
import { eventKeys } from '../../log/count/attributes.ts'
import { type Presence, presenceOf } from '../../log/count/presence.ts'
import type { AttributeDescription, LogDescription } from '../../log/engine.ts'
import { eventColumn, TIMESTAMP } from '../../log/event-log.ts'
import type { OpenedLog } from './opened-log.ts'

export async function describe(opened: OpenedLog, cancel: Cancel): Promise<LogDescription> {
  const { id, log, problems } = opened
  const pairing = (await opened.pairing(cancel))?.pairing ?? null
  const paired = pairing?.paired ?? 0
  const byKey = (a: AttributeDescription, b: AttributeDescription) => compareText(a.key, b.key)
  const pace = opened.pace(cancel)
  const events: AttributeDescription[] = []
  const cases: AttributeDescription[] = []
  // ordering the events has counted those without a time
  const timed = { present: log.eventCount - log.order.withoutTime, distinct: null }
  for (const key of eventKeys(log)) {
    const column = eventColumn(log, key)!
    events.push(attribute('event', column, key === TIMESTAMP ? timed : presenceOf(column)))
    await pace.step()
  }
  for (const column of log.caseAttributes.values()) {
    cases.push(attribute('case', column, presenceOf(column)))
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

function attribute(scope: 'event' | 'case', column: Column, { present, distinct }: Presence): AttributeDescription {
  const { key, type, personal, meaning } = column
  return { key, scope, type, personal, meaning, distinct, present }
}
