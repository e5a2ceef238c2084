import type { Problem } from '../log/problems.ts'
import type { Io } from './io.ts'
import { onOneLine } from './text-table.ts'

/** `3 × missing-time: Events have no time; … (first at row 4)`. */
export function problemText(problem: Problem): string {
  const [first] = problem.places
  const place = first === undefined ? '' : ` (first at ${placeText(first)})`
  return `${problem.count} × ${problem.kind}: ${onOneLine(problem.message)}${place}`
}

function placeText(place: Problem['places'][number]): string {
  const parts: string[] = []
  if (place.file !== undefined) parts.push(onOneLine(place.file))
  if (place.line !== undefined) parts.push(`line ${place.line}`)
  if (place.row !== undefined) parts.push(`row ${place.row}`)
  if (place.column !== undefined) parts.push(`column "${onOneLine(place.column)}"`)
  if (place.byte !== undefined) parts.push(`byte ${place.byte}`)
  if (place.value !== undefined) parts.push(`value "${onOneLine(place.value)}"`)
  return parts.join(', ') || 'an unknown place'
}

/** What is not in the log, or not in the file written, although it was in the input. */
export function tellLosses(problems: readonly Problem[], io: Io): void {
  for (const problem of problems) if (problem.severity === 'loss') io.note(`Warning: ${problemText(problem)}`)
}
