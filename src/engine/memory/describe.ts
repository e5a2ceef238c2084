import type { Cancel } from '../../base/platform.ts'
import { compareText } from '../../base/sort.ts'
import type { Column } from '../../log/column.ts'
import { eventKeys } from '../../log/count/attributes.ts'
import { presenceOf } from '../../log/count/presence.ts'
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
    events.push(attribute('event', eventColumn(log, key)!))
    await pace.step()
  }
  for (const column of log.caseAttributes.values()) {
    cases.push(attribute('case', column))
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

function attribute(scope: 'event' | 'case', column: Column): AttributeDescription {
  const { key, type, personal, meaning } = column
  const { present, distinct } = presenceOf(column)
  return { key, scope, type, personal, meaning, distinct, present }
}
