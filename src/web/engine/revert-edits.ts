import { EngineError } from './protocol.ts'
import type { TaskEdits } from './task-edits.ts'

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * Edits without the change that led from `before` to `after`; `now` may hold what others changed since. Only what the change
 * touched is put back. Throws where others changed the same part, so that nothing of theirs is lost.
 */
export function reverted(now: TaskEdits, before: TaskEdits, after: TaskEdits): TaskEdits {
  return mergedBack(now, before, after) as TaskEdits
}

function mergedBack(now: unknown, before: unknown, after: unknown): unknown {
  if (same(before, after)) return now
  if (same(now, after)) return before
  if (Array.isArray(now) && Array.isArray(before) && Array.isArray(after)) return listBack(now, before, after)
  if (!isRecord(now) || !isRecord(before) || !isRecord(after)) throw changedSince()
  const back: Record<string, unknown> = { ...now }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const value = mergedBack(now[key], before[key], after[key])
    if (value === undefined) delete back[key]
    else back[key] = value
  }
  return back
}

/** A list that was added to, by others too: without what the change added. */
function listBack(now: readonly unknown[], before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  if (!same(after.slice(0, before.length), before)) throw changedSince()
  const left = [...now]
  for (const added of after.slice(before.length)) {
    const at = left.findLastIndex(one => same(one, added))
    if (at < 0) throw changedSince()
    left.splice(at, 1)
  }
  return left
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const changedSince = () =>
  new EngineError({
    name: 'RequestError',
    message: 'These edits were changed elsewhere meanwhile: take them back one by one in the list of edits.',
  })
