import { RequestError } from '../base/errors.ts'
import type { Column, Value } from '../log/column.ts'
import type { View } from '../log/engine.ts'
import type { EventLog } from '../log/event-log.ts'
import {
  type CaseMeasure,
  type Clause,
  clauseKinds,
  type FollowsClause,
  isEventClause,
  type ValueMatch,
} from '../log/filter.ts'
import {
  between,
  compareSequences,
  count,
  type Entry,
  entriesOf,
  eventTypes,
  type NaiveCase,
  naiveVariantId,
  type Row,
  sum,
  tally,
} from './naive-view.fixture.ts'

/** A case with the rows that the filter left, and its entries under the view. */
export interface State {
  readonly case: NaiveCase
  readonly rows: readonly Row[]
  readonly entries: readonly Entry[]
}
export interface World {
  readonly log: EventLog
  readonly view: View
  readonly startOf: ReadonlyMap<Row, Row>
}

export const withRows = (world: World, state: NaiveCase, rows: readonly Row[]): State => ({
  case: state,
  rows,
  entries: entriesOf(rows, state.rows, world.log, world.view, world.startOf),
})

/** One clause applied to the log that the ones before left. */
export function applyClause(
  world: World,
  clause: Clause,
  states: readonly State[],
): { left: State[]; emptied: number } {
  check(world, clause)
  if (clause.off) return { left: [...states], emptied: 0 }
  if (!isEventClause(clause)) {
    const matches = caseMatcher(world, clause, states)
    return { left: states.filter(state => matches(state) !== (clause.not === true)), emptied: 0 }
  }
  const left: State[] = []
  for (const state of states) {
    const kept = new Set(keptRows(clause, state, world))
    const rows = state.rows.filter(row => kept.has(row) !== (clause.not === true))
    if (rows.length > 0) left.push(withRows(world, state.case, rows))
  }
  return { left, emptied: states.length - left.length }
}

function check(world: World, clause: Clause): void {
  if (!clauseKinds.includes(clause.kind)) throw new RequestError(`There is no clause "${clause.kind}".`)
  const keys =
    clause.kind === 'event-attribute' || clause.kind === 'conflict'
      ? [clause.key]
      : clause.kind === 'follows'
        ? [clause.same, clause.different]
        : []
  for (const key of keys)
    if (key !== undefined && !eventTypes(world.log).has(key)) throw new RequestError(`No event attribute "${key}".`)
  if (clause.kind === 'case-attribute' && !world.log.caseAttributes.has(clause.key))
    throw new RequestError(`No case attribute "${clause.key}".`)
}

const inRange = (value: number | null, from: number | undefined, to: number | undefined): boolean =>
  value !== null && value >= (from ?? -Infinity) && value < (to ?? Infinity)

function matchesValue(value: Value | undefined, type: Column['type'] | undefined, match: ValueMatch): boolean {
  if (value === undefined || value === null) return match.missing === true
  const ranged = match.from !== undefined || match.to !== undefined
  if (match.values === undefined && !ranged && match.missing !== true) return true
  const isNumber = type === 'int' || type === 'float' || type === 'date'
  return (match.values ?? []).includes(value) || (ranged && isNumber && inRange(value as number, match.from, match.to))
}

/** The rows that an event clause keeps. */
function keptRows(clause: Clause, { rows, entries }: State, world: World): readonly Row[] {
  switch (clause.kind) {
    case 'activity': {
      const named = entriesOf(rows, rows, world.log, { ...world.view, level: 'event' }, world.startOf)
      return named.filter(entry => clause.activities.includes(entry.name)).map(entry => entry.row)
    }
    case 'event-attribute': {
      const type = eventTypes(world.log).get(clause.key)
      return rows.filter(row => matchesValue(row.attributes.get(clause.key), type, clause))
    }
    case 'time':
      return rows.filter(row => inRange(row.complete, clause.from, clause.to))
    case 'endpoints': {
      const is = (names: readonly string[] | undefined) => (entry: Entry) => names?.includes(entry.name) ?? true
      const first = entries.findIndex(is(clause.start))
      if (first < 0) return []
      const behind = entries.slice(first)
      const length = clause.mode === 'first' ? behind.findIndex(is(clause.end)) : behind.findLastIndex(is(clause.end))
      return length < 0 ? [] : stretch(rows, entries, first, first + length)
    }
    case 'crop': {
      const found = pairOf(entries, clause.from, clause.to, clause.fromWhich, clause.toWhich)
      return found ? stretch(rows, entries, found[0], found[1]) : []
    }
    default:
      throw new Error(`${clause.kind} is no event clause`)
  }
}

/** Index of the first (last) of `from`, and of the first (last) of `to` behind it. */
export function pairOf(
  entries: readonly Entry[],
  from: readonly string[],
  to: readonly string[],
  fromWhich: 'first' | 'last' = 'first',
  toWhich: 'first' | 'last' = 'first',
): [number, number] | null {
  const isFrom = (entry: Entry) => from.includes(entry.name)
  const i = fromWhich === 'first' ? entries.findIndex(isFrom) : entries.findLastIndex(isFrom)
  const isTo = (entry: Entry, j: number) => j > i && to.includes(entry.name)
  const j = toWhich === 'first' ? entries.findIndex(isTo) : entries.findLastIndex(isTo)
  return i < 0 || j < 0 ? null : [i, j]
}

/** The entries first..last, and the rows that are no entry but lie between them. */
function stretch(rows: readonly Row[], entries: readonly Entry[], first: number, last: number): readonly Row[] {
  const inside = entries.slice(first, last + 1).map(entry => entry.row)
  const from = Math.min(...inside.map(row => row.row))
  const to = Math.max(...inside.map(row => row.row))
  const isEntry = new Set(entries.map(entry => entry.row))
  return rows.filter(row => (isEntry.has(row) ? inside.includes(row) : row.row >= from && row.row <= to))
}

export const namesOf = (state: State): string[] => state.entries.map(entry => entry.name)

export const timesOf = (rows: readonly Row[]): number[] =>
  rows.flatMap(row => [row.start, row.complete]).filter(time => time !== null)

/** Earliest and latest time of the case, starts included. */
export function span(state: State): [number, number] | null {
  const times = timesOf(state.rows)
  return times.length ? [Math.min(...times), Math.max(...times)] : null
}

export function wait(a: Entry, b: Entry, world: World): number | null {
  if (a.complete === null || b.complete === null) return null
  return between(a.complete, b.start ?? b.complete, world.view.calendar)
}

export function service(entry: Entry, world: World): number | null {
  if (entry.start === null || entry.complete === null) return null
  return between(entry.start, entry.complete, world.view.calendar)
}

export function caseMeasure(measure: CaseMeasure, state: State, world: World): number | null {
  if (measure === 'events') return state.rows.length
  if (measure === 'throughput') {
    const times = span(state)
    return times && between(times[0], times[1], world.view.calendar)
  }
  if (measure === 'service') {
    const services = state.entries.map(entry => service(entry, world)).filter(value => value !== null)
    return services.length ? sum(services) : null
  }
  if (state.entries.every(entry => entry.complete === null)) return null
  return sum(
    directPairs(state.entries)
      .map(([a, b]) => wait(a, b, world))
      .filter(value => value !== null),
  )
}

export const directPairs = (entries: readonly Entry[]): [Entry, Entry][] =>
  entries.slice(1).map((entry, i) => [entries[i]!, entry])

/** Repetitions of a class in a case: n occurrences, s of them directly behind itself. */
export function repetitions(names: readonly string[], name: string) {
  const n = count(names, other => other === name)
  const s = names.filter((other, i) => other === name && names[i - 1] === name && i > 0).length
  return { frequency: n, selfLoops: s, loops: n === 0 ? 0 : n - 1 - s, rework: n === 0 ? 0 : n - 1 }
}

/** Variants with their cases, the most common first. */
export function variantsOf(states: readonly State[]): { id: string; names: string[]; states: State[] }[] {
  const variants = new Map<string, { id: string; names: string[]; states: State[] }>()
  for (const state of states) {
    const names = namesOf(state)
    const key = JSON.stringify(names)
    const known = variants.get(key)
    if (known) known.states.push(state)
    else variants.set(key, { id: naiveVariantId(names), names, states: [state] })
  }
  return [...variants.values()].sort((a, b) => b.states.length - a.states.length || compareSequences(a.names, b.names))
}

function caseMatcher(world: World, clause: Clause, incoming: readonly State[]): (state: State) => boolean {
  switch (clause.kind) {
    case 'activity': {
      const contains = (state: State) => namesOf(state).some(name => clause.activities.includes(name))
      return state => contains(state) === (clause.mode === 'mandatory')
    }
    case 'event-attribute': {
      const type = eventTypes(world.log).get(clause.key)
      const contains = (state: State) =>
        state.rows.some(row => matchesValue(row.attributes.get(clause.key), type, clause))
      return state => contains(state) === (clause.mode === 'mandatory')
    }
    case 'case-attribute': {
      const type = world.log.caseAttributes.get(clause.key)?.type
      return state => matchesValue(state.case.attributes.get(clause.key), type, clause)
    }
    case 'cases':
      return state => clause.ids.includes(state.case.id)
    case 'time': {
      const { from = -Infinity, to = Infinity, mode } = clause
      return state => {
        const times = span(state)
        if (times === null) return false
        const [first, last] = times
        if (mode === 'contained') return first >= from && last < to
        if (mode === 'intersecting') return first < to && last >= from
        return inRange(mode === 'started' ? first : last, from, to)
      }
    }
    case 'variant':
      return state => clause.ids.includes(naiveVariantId(namesOf(state)))
    case 'variant-frequency': {
      const cases = tally(incoming.map(state => JSON.stringify(namesOf(state))))
      return state => inRange(cases.get(JSON.stringify(namesOf(state)))!, clause.from, clause.to)
    }
    case 'variant-coverage': {
      const chosen = new Set<State>()
      for (const variant of variantsOf(incoming)) {
        if (chosen.size / incoming.length >= clause.share) break
        for (const state of variant.states) chosen.add(state)
      }
      return state => chosen.has(state)
    }
    case 'performance':
      return state => inRange(caseMeasure(clause.measure, state, world), clause.from, clause.to)
    case 'endpoints': {
      const is = (names: readonly string[] | undefined, name: string | undefined) =>
        names === undefined || (name !== undefined && names.includes(name))
      return state => is(clause.start, namesOf(state)[0]) && is(clause.end, namesOf(state).at(-1))
    }
    case 'follows':
      return state => state.entries.some((a, i) => state.entries.some((b, j) => follows(clause, a, i, b, j, world)))
    case 'rework': {
      const key = clause.of === 'self-loops' ? 'selfLoops' : clause.of
      return state => {
        const names = namesOf(state)
        const candidates = clause.activity === undefined ? names : [clause.activity]
        return candidates.some(name => repetitions(names, name)[key] >= clause.atLeast)
      }
    }
    case 'conflict': {
      const value = (entry: Entry) => entry.row.attributes.get(clause.key)
      return state =>
        state.entries.some(a =>
          state.entries.some(
            b =>
              a !== b &&
              clause.first.includes(a.name) &&
              clause.second.includes(b.name) &&
              value(a) !== undefined &&
              value(a) === value(b),
          ),
        )
    }
    default:
      throw new Error(`${clause.kind} is no case clause`)
  }
}

function follows(clause: FollowsClause, a: Entry, i: number, b: Entry, j: number, world: World): boolean {
  if (i === j || !clause.from.includes(a.name) || !clause.to.includes(b.name)) return false
  if (clause.relation === 'directly' && j !== i + 1) return false
  if (clause.relation === 'eventually' && j < i) return false
  if (clause.relation === 'parallel') {
    if (a.start === null || a.complete === null || b.start === null || b.complete === null) return false
    if (Math.max(a.start, b.start) >= Math.min(a.complete, b.complete)) return false
  }
  for (const [key, wanted] of [
    [clause.same, true],
    [clause.different, false],
  ] as const) {
    if (key === undefined) continue
    const [x, y] = [a.row.attributes.get(key), b.row.attributes.get(key)]
    if (x === undefined || y === undefined || (x === y) !== wanted) return false
  }
  if (clause.minMs === undefined && clause.maxMs === undefined) return true
  if (a.complete === null || b.complete === null) return false
  return inRange(between(a.complete, b.complete, world.view.calendar), clause.minMs, clause.maxMs)
}
