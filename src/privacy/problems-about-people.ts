import type { Column } from '../log/column.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Problem } from '../log/problems.ts'

/** Whether any attribute of the log tells about people: one marked so, or the resource. */
export function tellsAboutPeople({ resourceKey, eventAttributes, caseAttributes }: EventLog): boolean {
  const isMarked = ({ personal }: Column) => personal !== 'none'
  return (
    resourceKey !== null || [...eventAttributes.values()].some(isMarked) || [...caseAttributes.values()].some(isMarked)
  )
}

/** The problems without the values that reading stumbled over: in a log about people these may be names. Places stay. */
export const withoutValues = (problems: readonly Problem[]): readonly Problem[] =>
  problems.map(problem => ({ ...problem, places: problem.places.map(({ value: _, ...place }) => place) }))

/** The problems with the names of files as `name` gives them: a recording is often called by whose it is. */
export const withFilesNamed = (
  problems: readonly Problem[],
  name: (file: string) => string | null,
): readonly Problem[] =>
  problems.map(problem => ({
    ...problem,
    places: problem.places.map(place =>
      place.file === undefined ? place : { ...place, file: name(place.file) ?? '' },
    ),
  }))
