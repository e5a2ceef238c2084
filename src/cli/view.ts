import type { View } from '../log/engine.ts'
import { ACTIVITY, type Classifier, INSTANCE, LIFECYCLE, RESOURCE } from '../log/event-log.ts'
import type { Filter } from '../log/filter.ts'
import { parseCalendar, parseFilter } from '../log/filter-check.ts'
import { jsonArgument } from './json-file.ts'
import type { LogOptions } from './options.ts'

const short: Record<string, string> = {
  activity: ACTIVITY,
  lifecycle: LIFECYCLE,
  resource: RESOURCE,
  instance: INSTANCE,
}

/** What of a log the words of the options are looked up in. */
interface Names {
  readonly classifiers: readonly Classifier[]
  readonly eventAttributes: { has(key: string): boolean }
}

/** Keys of the classifier: a classifier of the log by its name, else attributes, some by a short name. */
export function classifierOf(text: string | undefined, log: Names): readonly string[] {
  if (text === undefined) return [ACTIVITY]
  const named = log.classifiers.find(({ name }) => name === text)
  if (named) return named.keys
  const keys = text
    .split(',')
    .map(key => key.trim())
    .filter(Boolean)
  if (keys.length === 0) return [ACTIVITY]
  return keys.map(key => (log.eventAttributes.has(key) ? key : (short[key] ?? key)))
}

/** How the options say that the log is to be looked at. */
export async function viewOf(options: LogOptions, log: Names): Promise<View> {
  return {
    classifier: classifierOf(options.classifier, log),
    level: options.level ?? 'event',
    calendar: options.calendar === undefined ? null : parseCalendar(await jsonArgument(options.calendar, '--calendar')),
    caseNotion: options.caseNotion ?? null,
  }
}

/** The filter of --where; a single clause stands for a list of one. */
export async function filterOf({ where }: LogOptions): Promise<Filter> {
  if (where === undefined) return []
  const json = await jsonArgument(where, '--where')
  return parseFilter(Array.isArray(json) ? json : [json])
}
