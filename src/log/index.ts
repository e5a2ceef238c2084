export type { Calendar } from './calendar.ts'
export { officeHours } from './calendar.ts'
export type { AttributeNode, AttributeType, Column, Meaning, NestedAttributes, Personal, Value } from './column.ts'
export { valueAt } from './column.ts'
export { filteredLog } from './count/filtered-log.ts'
export type { FlattenReport } from './count/flatten.ts'
export { commonestObjectType, flatten, OCEL_EVENT_ID, OCEL_QUALIFIER } from './count/flatten.ts'
export { variantId } from './count/variant-id.ts'
export type { WorkingTime } from './count/working-time.ts'
export { workingTime } from './count/working-time.ts'
export type {
  Activities,
  Arcs,
  Ask,
  AttributeDescription,
  CaseDetail,
  CaseSort,
  Cases,
  Durations,
  Engine,
  Handovers,
  Histogram,
  LogDescription,
  Measured,
  Measures,
  Page,
  Pairing,
  Pairs,
  Quality,
  Question,
  Resources,
  Rework,
  Segments,
  Size,
  Summary,
  Throughput,
  TimeSeries,
  Traces,
  Values,
  Variant,
  Variants,
  View,
} from './engine.ts'
export { defaultView, END, FROM_START, questions, START, TO_END } from './engine.ts'
export type { Classifier, EventLog, Extension, GlobalAttribute, OrderReport } from './event-log.ts'
export { ACTIVITY, eventColumn, INSTANCE, LIFECYCLE, RESOURCE, START_TIMESTAMP, TIMESTAMP } from './event-log.ts'
export { EventLogBuilder } from './event-log-builder.ts'
export type { CaseMeasure, Clause, EventMode, Filter, ValueMatch } from './filter.ts'
export { clauseKinds, isEventClause } from './filter.ts'
export { parseAsk, parseCalendar, parseFilter, parseView } from './filter-check.ts'
export type { Identities } from './identity.ts'
export { caseIdentities, eventIdentities, identityText, instanceIdentities } from './identity.ts'
export type { Mapping } from './mapping.ts'
export type { Masked, MaskedValues, Texts, ValueClass } from './masked.ts'
export { lengthBands, maskedAt, valueClasses } from './masked.ts'
export { mergeUiLogs } from './merge-ui-logs.ts'
export { Names } from './naming.ts'
export { eventLog, NOTATION_EPOCH, printLog } from './notation.ts'
export type { ChangingAttribute, EventType, ObjectLog, ObjectType, Relations } from './object-log.ts'
export { entryAt, objectFrequencies, relationCount } from './object-log.ts'
export { ObjectLogBuilder } from './object-log-builder.ts'
export type { Problem } from './problems.ts'
export { Problems } from './problems.ts'
export { FORMER_CASE, regroup } from './regroup.ts'
export { subLog } from './sub-log.ts'
export type { Demonstration, Recording, UiAction, UiEffect, UiElement, UiElements, UiLog, UiOrder } from './ui-log.ts'
export { actionAt, elementAt, textAt, uiActions, uiEffects } from './ui-log.ts'
export type { UiEvent } from './ui-log-builder.ts'
export { UiLogBuilder } from './ui-log-builder.ts'
export type { UiMapping } from './ui-mapping.ts'
export { uiMappingFrom } from './ui-mapping.ts'
export { printUiLog, uiLog } from './ui-notation.ts'
export type { VariantLog } from './variant-log.ts'
export { printVariants, variantCount, variantLog, variantLogOf, variantRows } from './variant-log.ts'
