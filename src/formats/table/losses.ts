import type { Dictionary } from '../../base/dictionary.ts'
import type { EventLog } from '../../log/event-log.ts'
import { type Problem, Problems } from '../../log/problems.ts'

/**
 * What of a log a table of events (`log-rows.ts`) has no place for, as problems of severity `loss`; empty where reading
 * the table again gives the whole log. Costs one pass over the columns that hold an empty text.
 */
export function tableLosses(log: EventLog): readonly Problem[] {
  const problems = new Problems()
  const lost = (kind: string, count: number, message: string, value?: string) => {
    if (count > 0) problems.add(kind, message, value === undefined ? {} : { value }, 'loss', count)
  }
  const { classifiers, extensions, globals, attributes } = log
  lost(
    'lost-log-attributes',
    classifiers.length + extensions.length + globals.length + attributes.length,
    'Attributes, classifiers, extensions and globals of the log have no place in a table of events.',
    attributes[0]?.key ?? classifiers[0]?.name ?? extensions[0]?.name ?? globals[0]?.key,
  )
  lost(
    'lost-nested-attributes',
    log.nestedOfEvents.nodes.length + log.nestedOfCases.nodes.length,
    'Attributes with children, and lists, have no place in a table of events.',
    (log.nestedOfEvents.nodes[0] ?? log.nestedOfCases.nodes[0])?.key,
  )
  const empty = emptyCases(log)
  lost('lost-empty-cases', empty.count, 'Cases without events have no row in a table of events.', empty.first)
  const nameless = emptyCode(log.caseIds)
  if (nameless >= 0)
    lost(
      'lost-case-id',
      log.caseOffsets[nameless + 1]! - log.caseOffsets[nameless]!,
      'Events of a case whose id is empty are left out when the table is read again.',
    )
  lost('lost-empty-texts', countEmptyTexts(log), 'Empty texts are read again as missing values.')
  return problems.list()
}

function emptyCases({ caseCount, caseOffsets, caseIds }: EventLog): { count: number; first?: string } {
  let count = 0
  let first = -1
  for (let c = 0; c < caseCount; c++)
    if (caseOffsets[c] === caseOffsets[c + 1]) {
      count++
      if (first < 0) first = c
    }
  return first < 0 ? { count } : { count, first: caseIds.text(first) }
}

function countEmptyTexts(log: EventLog): number {
  let count = 0
  for (const column of [log.activity, ...log.eventAttributes.values(), ...log.caseAttributes.values()]) {
    if (column.type !== 'string' && column.type !== 'id') continue
    const { codes, dictionary } = column
    const empty = emptyCode(dictionary)
    if (empty >= 0) for (const code of codes) if (code === empty) count++
  }
  return count
}

function emptyCode({ size, offsets }: Dictionary): number {
  for (let code = 0; code < size; code++) if (offsets[code] === offsets[code + 1]) return code
  return -1
}
