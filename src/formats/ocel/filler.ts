import type { ObjectLogBuilder } from '../../log/object-log-builder.ts'
import type { Problems } from '../../log/problems.ts'
import type { ValueReader } from './values.ts'

/** What the readers of all OCEL formats share: the builder, the reader of values, the problems. */
export interface Filler {
  readonly builder: ObjectLogBuilder
  readonly values: ValueReader
  readonly problems: Problems
}

/** Set an attribute of an event (row -1: of one that was left out). */
export function setEventAttribute({ builder, values }: Filler, event: number, name: string, raw: unknown): void {
  if (event < 0) return
  const read = values.value(raw, builder.declaredOfEvent(event, name), name)
  if (read) builder.eventAttribute(event, name, read.value, read.type)
}

/** Set an attribute of an object from a time on; without a readable time from the beginning. */
export function setObjectAttribute(
  { builder, values }: Filler,
  object: number,
  name: string,
  time: number,
  raw: unknown,
): void {
  const read = values.value(raw, builder.declaredOfObject(object, name), name)
  if (read) builder.objectAttribute(object, name, Number.isNaN(time) ? 0 : time, read.value, read.type)
}

/** An id or name as text; numbers are taken as text, as tools write them. null where it is none. */
export function textOf(raw: unknown): string | null {
  if (typeof raw === 'string') return raw
  return typeof raw === 'number' || typeof raw === 'bigint' ? String(raw) : null
}
