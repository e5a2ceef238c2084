import type { Routine, RoutineInstance } from '../../model/routine.ts'
import { demonstrationsOnPurpose, isDemonstrated, peopleBehind } from '../../tasks/index.ts'
import { type MinedTasks, type PeopleRule, peopleShown } from './mined-tasks.ts'

/**
 * Instances of a routine that may be shown one by one: of one that many people are behind, or that was recorded on purpose.
 * To others (`PeopleRule.shared`) only those that could be seen before anybody edited anything: a routine put together until
 * enough people are behind it, or a recording called a demonstration afterwards, shows nothing more. null: none may be shown.
 */
export function shownInstances(
  mined: MinedTasks,
  routine: Routine,
  rule: PeopleRule,
): readonly RoutineInstance[] | null {
  const released = releasedRows(mined, rule)
  if (!isReleased(released === null ? mined.ui : recorded(mined), routine, rule)) return null
  if (released === null) return routine.instances
  const shown = routine.instances.filter(({ rows }) => rows.every(row => released[row] === 1))
  return shown.length > 0 ? shown : null
}

/** 1 for events that may be shown one by one; null where all may. What edits take away is not shown any more. */
export function visibleRows(mined: MinedTasks, rule: PeopleRule): Uint8Array | null {
  const released = releasedRows(mined, rule)
  if (released === null) return null
  const ui = recorded(mined)
  const seen = onPurpose(ui)
  for (const routine of mined.routines)
    if (isReleased(ui, routine, rule))
      for (const { rows } of routine.instances) for (const row of rows) if (released[row] === 1) seen[row] = 1
  return seen
}

/** 1 for events that others may see before anybody edits anything; null where one's own are seen, or the rule is lifted. */
function releasedRows(mined: MinedTasks, rule: PeopleRule): Uint8Array | null {
  if (rule.shared !== true || rule.minimum === null) return null
  const ui = recorded(mined)
  const released = onPurpose(ui)
  for (const routine of mined.unedited.routines)
    if (isReleased(ui, routine, rule))
      for (const { rows } of routine.instances) for (const row of rows) released[row] = 1
  return released
}

/** The log with the demonstrations that it came with. */
const recorded = ({ ui, unedited }: MinedTasks) => ({ ...ui, demonstrations: unedited.demonstrations })

function onPurpose(ui: MinedTasks['ui']): Uint8Array {
  const rows = new Uint8Array(ui.eventCount)
  for (const { first, last } of demonstrationsOnPurpose(ui)) rows.fill(1, first, last + 1)
  return rows
}

const isReleased = (ui: MinedTasks['ui'], routine: Routine, rule: PeopleRule): boolean =>
  peopleShown(peopleBehind(ui, routine), rule) !== null || isDemonstrated(ui, routine)
