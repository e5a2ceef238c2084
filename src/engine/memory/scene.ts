import { RequestError } from '../../base/errors.ts'
import type { Clock } from '../../log/count/clock.ts'
import { clockOf } from '../../log/count/clock.ts'
import type { Entries } from '../../log/count/entries.ts'
import type { Pace } from '../../log/count/pace.ts'
import type { View } from '../../log/engine.ts'
import type { EventLog } from '../../log/event-log.ts'
import type { OpenedLog } from './opened-log.ts'

/** What a question is about, evaluated: the selection, and how to go on through it. */
export interface Scene {
  readonly opened: OpenedLog
  readonly log: EventLog
  readonly view: View
  readonly entries: Entries
  readonly pace: Pace
}

export const clockIn = ({ entries, view, pace }: Scene): Promise<Clock> => clockOf(entries, view.calendar, pace)

export const zoneIn = ({ view }: Scene): string => view.calendar?.timeZone ?? 'UTC'

/** The limit of a list or page; absent means all. */
export function limitOf(limit: number | undefined, all: number): number {
  if (limit === undefined) return all
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RequestError('"limit" must be a whole number of at least 1.')
  return Math.min(limit, all)
}

/** NaN and infinities as null, for JSON. */
export const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null)

export const rowOf = (rows: Int32Array | null, position: number): number => (rows === null ? position : rows[position]!)

/** Symbols to places among the given classes (in text order); −1 where a class is not among them. */
export function placesOf(classes: readonly number[], size: number): Int32Array {
  const places = new Int32Array(size).fill(-1)
  classes.forEach((symbol, place) => {
    places[symbol] = place
  })
  return places
}
