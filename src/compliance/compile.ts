import { notApplicable, ok, type Result } from '../base/result.ts'
import type { Column } from '../log/column.ts'
import { type EventLog, eventColumn } from '../log/event-log.ts'
import { automatonOf } from './ltlf/automaton.ts'
import { countingMonitor } from './monitors/counting.ts'
import { formulaMonitor, oncePerMonitor, onlyIfMonitor } from './monitors/data.ts'
import { always, type Monitor, type Scene } from './monitors/monitor.ts'
import { beforeMonitor, betweenMonitor, leadsToMonitor, neverAfterMonitor, notWithinMonitor } from './monitors/order.ts'
import { byRoleMonitor, differentMonitor, sameMonitor, upToLimitMonitor } from './monitors/people.ts'
import { caseWithinMonitor, dueByMonitor } from './monitors/time.ts'
import { type Claim, type Pattern, patternsOf, type Statement } from './rule.ts'
import { type Check, conditionOf, type Kind, type Register, registerOf } from './values.ts'

/** A statement over a log: the monitor, and the patterns whose bits it is told. */
export interface Compiled {
  readonly monitor: Monitor
  readonly patterns: readonly { readonly pattern: Pattern; readonly where: Check | null }[]
}

/** Not applicable where the log lacks an attribute, or people, or the check was given no table of them. */
export function compile(statement: Statement, scene: Scene): Result<Compiled> {
  const { log, entries } = scene
  const { claim } = statement
  const guard = statement.guard === null ? ok(always) : conditionOf(log, entries, statement.guard)
  if (!guard.ok) return guard
  const automaton = claim.claim === 'formula' ? automatonOf(claim.formula) : null
  const patterns: { pattern: Pattern; where: Check | null }[] = []
  for (const pattern of automaton?.atoms ?? patternsOf(claim)) {
    const where = pattern.where === null ? ok(null) : conditionOf(log, entries, pattern.where)
    if (!where.ok) return where
    patterns.push({ pattern, where: where.value })
  }
  if (patterns.length > 30) return notApplicable('it names more than 30 activities one by one')
  const monitor = automaton === null ? monitorOf(claim, guard.value, scene) : ok(formulaMonitor(automaton, scene))
  return monitor.ok ? ok({ monitor: monitor.value, patterns }) : monitor
}

function monitorOf(claim: Claim, guard: Check, scene: Scene): Result<Monitor> {
  const { log } = scene
  switch (claim.claim) {
    case 'required':
    case 'forbidden':
    case 'at-most':
    case 'at-least':
    case 'exactly':
      return ok(countingMonitor(claim, guard, scene))
    case 'before':
      return ok(beforeMonitor(claim, guard, scene))
    case 'leads-to':
      return ok(leadsToMonitor(claim, guard, scene))
    case 'never-after':
      return ok(neverAfterMonitor(claim, guard, scene))
    case 'not-within':
      return ok(notWithinMonitor(claim, guard, scene))
    case 'between':
      return ok(betweenMonitor(claim, guard, scene))
    case 'case-within':
      return ok(caseWithinMonitor(claim, guard, scene))
    case 'due-by':
      return withRegister(scene, claim.attribute, 'date', due => dueByMonitor(due, guard, scene))
    case 'only-if': {
      const condition = conditionOf(log, scene.entries, claim.condition)
      return condition.ok ? ok(onlyIfMonitor(condition.value, guard, scene)) : condition
    }
    case 'once-per': {
      const keys: Register[] = []
      for (const attribute of claim.keys) {
        const key = registerOf(log, scene.entries, { attribute, of: null })
        if (!key.ok) return key
        keys.push(key.value.register)
      }
      return ok(oncePerMonitor(keys, guard, scene))
    }
    case 'different':
    case 'same': {
      const column = ofEvents(log, claim.by)
      if (!column.ok) return column
      return ok(
        claim.claim === 'same'
          ? sameMonitor(column.value, guard, scene)
          : differentMonitor(claim.of.length, column.value, guard, scene),
      )
    }
    case 'by-role':
    case 'up-to-limit': {
      const people = ofEvents(log, null)
      if (!people.ok) return people
      if (scene.authority === null) return notApplicable('no table of roles and limits was given')
      if (claim.claim === 'by-role') return ok(byRoleMonitor(claim, people.value, guard, scene))
      return withRegister(scene, claim.attribute, 'number', amount =>
        upToLimitMonitor(amount, people.value, guard, scene),
      )
    }
    case 'formula':
      throw new Error('Bug: formulas have an automaton')
  }
}

/** The attribute of events, or the people who did them. */
export function ofEvents(log: EventLog, by: string | null): Result<Column> {
  const key = by ?? log.resourceKey
  if (key === null) return notApplicable('the log does not say who did what')
  const column = eventColumn(log, key)
  if (column) return ok(column)
  return notApplicable(
    log.caseAttributes.has(key)
      ? `${JSON.stringify(key)} is of the whole case in this log, so no two events differ in it`
      : `the log has no attribute ${JSON.stringify(key)} of events`,
  )
}

const kindSaid = { date: 'date', number: 'number', text: 'text', boolean: 'true or false' } as const

function withRegister(
  scene: Scene,
  attribute: string,
  kind: Kind,
  make: (register: Register) => Monitor,
): Result<Monitor> {
  const found = registerOf(scene.log, scene.entries, { attribute, of: null })
  if (!found.ok) return found
  if (found.value.kind !== kind)
    return notApplicable(`${JSON.stringify(attribute)} is no ${kindSaid[kind]} in this log`)
  return ok(make(found.value.register))
}
