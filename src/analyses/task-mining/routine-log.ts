import { type EventLog, EventLogBuilder, textAt, uiActions } from '../../log/index.ts'
import { Problems } from '../../log/problems.ts'
import type { StepLog } from '../../log/step-log.ts'
import { isTimed } from '../../tasks/index.ts'
import type { MinedTasks, PeopleRule } from './mined-tasks.ts'
import { shownInstances } from './shown-instances.ts'

/** Case attribute of a routine log: the name of the routine that a case is a run of. */
export const ROUTINE = 'routine'

/**
 * The routine log (Leno et al., 2021): a case is an instance of a routine, an activity a step by its label, so that every
 * question about processes can be asked about routines. It tells of no person, and its times count from the begin of the
 * recording (as if that were 1970-01-01 UTC): durations are true, clock times are not kept. Where the times of the
 * recording are no order, it has none. Cases are named by routine and number, routines of one name are told apart.
 * Where others than the recorded look (`PeopleRule.shared`), only runs that may be shown one by one are in it.
 */
export function routineLog(mined: MinedTasks, rule: PeopleRule = { minimum: null }): EventLog {
  const { ui, steps, routines } = mined
  const builder = new EventLogBuilder()
  const stepEndingAt = new Int32Array(ui.eventCount).fill(-1)
  for (let step = 0; step < steps.stepCount; step++) stepEndingAt[lastRow(steps, step)] = step
  const begins = ui.recordings.map(({ first, last }) => {
    for (let row = first; row <= last; row++) if (!Number.isNaN(ui.time[row]!)) return ui.time[row]!
    return Number.NaN
  })
  const timed = isTimed(ui)
  const names = routineNames(routines.map(({ name }) => name))
  routines.forEach((routine, r) => {
    const shown = rule.shared === true ? new Set(shownInstances(mined, routine, rule)) : null
    routine.instances.forEach((instance, i) => {
      if (shown !== null && !shown.has(instance)) return
      const { rows } = instance
      const caseCode = builder.cases.addText(`${names[r]} ${i + 1}`)
      builder.caseColumn(ROUTINE).setText(caseCode, names[r]!)
      for (const row of rows) {
        const step = stepEndingAt[row]!
        if (step < 0) continue
        const event = builder.nextEvent(caseCode)
        builder.activity.setText(event, textAt(steps.label, step) ?? '')
        builder.eventColumn('action').setText(event, uiActions[steps.action[step]!]!)
        const element = steps.element[step]!
        const application = element < 0 ? null : textAt(ui.elements.application, element)
        if (application !== null) builder.eventColumn('application').setText(event, application)
        const begin = begins[ui.recording[row]!]!
        const [from, to] = [ui.time[steps.rows[steps.rowOffsets[step]!]!]! - begin, ui.time[row]! - begin]
        if (!timed || Number.isNaN(to)) continue
        builder.setComplete(event, to)
        if (!Number.isNaN(from)) builder.setStart(event, Math.min(from, to))
      }
    })
  })
  return builder.finish(new Problems(), { name: ui.name })
}

const lastRow = ({ rows, rowOffsets }: StepLog, step: number) => rows[rowOffsets[step + 1]! - 1]!

/** The names, made distinct by a number where several routines have one. */
export function routineNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map(name => {
    let own = name
    for (let n = 2; taken.has(own); n++) own = `${name} (${n})`
    taken.add(own)
    return own
  })
}
