import { RequestError } from '../base/errors.ts'
import type { Calendar } from '../log/calendar.ts'
import { parseCalendar } from '../log/filter-check.ts'
import type { InspectedDocument } from './document/read-document.ts'
import { reserved, type Vocabulary } from './parse-condition.ts'
import type { DraftFile } from './rule-draft.ts'
import type { RuleFileShape } from './rule-file-shape.ts'
import { weekOf } from './working-hours.ts'

export type RulesDocument = InspectedDocument<RuleFileShape>
/** Runs a part of the reading; its trouble is kept, and what follows is read all the same. */
export type Told = <T>(read: () => T) => T | null

/** The words that sentences of the file may use; those of the sentences themselves are told. */
export function vocabularyOf(
  { at }: RulesDocument,
  draft: DraftFile,
  calendars: ReadonlyMap<string, Calendar>,
  told: Told,
): Vocabulary {
  for (const section of ['activities', 'attributes', 'calendars'] as const)
    for (const name of Object.keys(draft[section]))
      if (reserved.has(name))
        told(() => {
          throw at([section, name], `"${name}" is a word of the sentences themselves.`, 'Choose another word.')
        })
  return {
    activities: new Map(
      Object.entries(draft.activities).map(([name, is]) => [name, typeof is === 'string' ? [is] : is]),
    ),
    attributes: new Map(Object.entries(draft.attributes)),
    calendars: new Set([...calendars.keys(), ...Object.keys(draft.calendars)]),
  }
}

/** Calendars by name; a wrong one is told and left out. */
export function calendarsOf({ at }: RulesDocument, draft: DraftFile, told: Told): Map<string, Calendar> {
  const calendars = new Map<string, Calendar>()
  for (const [name, { timeZone, hours, week, holidays }] of Object.entries(draft.calendars)) {
    const path = ['calendars', name]
    const calendar = told(() => {
      if ((hours === undefined) === (week === undefined))
        throw at(
          path,
          `Calendar ${name} must have either "hours" or "week".`,
          'Write for example hours: Mon-Fri 09:00-17:00.',
        )
      const days = hours === undefined ? week : weekOf(hours)
      if (typeof days === 'string') throw at([...path, 'hours'], `${days}.`, 'Write for example Mon-Fri 09:00-17:00.')
      try {
        return parseCalendar({ timeZone, week: days, holidays }, `Calendar ${name}`)
      } catch (error) {
        if (error instanceof RequestError) throw at(path, error.message, 'Mend the calendar.')
        throw error
      }
    })
    if (calendar !== null) calendars.set(name, calendar)
  }
  return calendars
}
