import { FormatError } from '../../base/errors.ts'
import { type Footprints, footprintsOf } from '../../model/footprints.ts'
import { type LogSkeleton, type SkeletonRelation, skeletonRelations } from '../../model/log-skeleton.ts'
import type { TemporalProfile, TemporalRelation } from '../../model/temporal-profile.ts'

/** What says of a log what must hold, and is no model of runs: JSON of our own, version 1 (FORMATS.md). */
export type Statements =
  | { readonly kind: 'log-skeleton'; readonly skeleton: LogSkeleton }
  | { readonly kind: 'temporal-profile'; readonly profile: TemporalProfile }
  | { readonly kind: 'footprints'; readonly footprints: Footprints }

export const writeStatements = (statements: Statements): string =>
  `${JSON.stringify(statementsJson(statements), null, 2)}\n`

/** The same as plain JSON. */
export function statementsJson(statements: Statements): object {
  const head = { format: 'parfocal-statements', version: 1, kind: statements.kind }
  switch (statements.kind) {
    case 'temporal-profile':
      return { ...head, relations: statements.profile.relations }
    case 'footprints':
      return { ...head, ...footprintsBody(statements.footprints) }
    case 'log-skeleton':
      return { ...head, ...skeletonBody(statements.skeleton) }
  }
}

function skeletonBody({ activities, frequencies, ...relations }: LogSkeleton): object {
  const pairs = Object.fromEntries(
    skeletonRelations.map(name => [name, relations[name].map(([a, b]) => [activities[a], activities[b]])]),
  )
  return { ...pairs, frequencies: activities.map((activity, a) => ({ activity, counts: frequencies[a] })) }
}

function footprintsBody({ activities, follows, starts, ends, minTraceLength }: Footprints): object {
  const name = (activity: number) => activities[activity]!
  const pairs = [...activities.keys()].flatMap(a =>
    [...activities.keys()].filter(b => follows[a * activities.length + b] === 1).map(b => [name(a), name(b)]),
  )
  return { activities, follows: pairs, starts: starts.map(name), ends: ends.map(name), minTraceLength }
}

/** Whether a text says that it holds statements. */
export const holdsStatements = (text: string): boolean =>
  /^\ufeff?\s*\{/.test(text.slice(0, 100)) && text.slice(0, 1000).includes('"parfocal-statements"')

/** Throws `FormatError` with the part that is wrong. */
export function readStatements(text: string): Statements {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    throw new FormatError(`It is no JSON (${(error as Error).message}).`)
  }
  const whole = record(value, 'The file')
  if (whole['format'] !== 'parfocal-statements' || whole['version'] !== 1)
    throw new FormatError('It is no file of statements, version 1.', {
      fix: '"format" is parfocal-statements and "version" 1.',
    })
  if (whole['kind'] === 'log-skeleton') return { kind: 'log-skeleton', skeleton: skeletonOf(whole) }
  if (whole['kind'] === 'temporal-profile')
    return { kind: 'temporal-profile', profile: { relations: list(whole['relations'], 'relations').map(relationOf) } }
  if (whole['kind'] === 'footprints') return { kind: 'footprints', footprints: readFootprints(whole) }
  throw new FormatError(
    `"kind" is ${JSON.stringify(whole['kind'])}; known are log-skeleton, temporal-profile and footprints.`,
  )
}

function readFootprints(whole: Record<string, unknown>): Footprints {
  const names = (value: unknown, where: string) => list(value, where).map((name, i) => text(name, `${where}[${i}]`))
  const activities = names(whole['activities'], 'activities')
  const code = new Map(activities.map((activity, a) => [activity, a]))
  if (code.size < activities.length) throw wrong('activities', 'a list of names, each once')
  const known = (name: string, where: string) => {
    const found = code.get(name)
    if (found === undefined) throw wrong(where, `an activity that "activities" names: ${JSON.stringify(name)}`)
    return found
  }
  const follows = new Uint8Array(activities.length ** 2)
  list(whole['follows'], 'follows').forEach((pair, i) => {
    const [a, b, ...more] = names(pair, `follows[${i}]`)
    if (a === undefined || b === undefined || more.length > 0) throw wrong(`follows[${i}]`, 'a pair of two activities')
    follows[known(a, `follows[${i}]`) * activities.length + known(b, `follows[${i}]`)] = 1
  })
  const ends = (key: 'starts' | 'ends') => new Set(names(whole[key], key).map(name => known(name, key)))
  const length = number(whole['minTraceLength'], 'minTraceLength')
  return footprintsOf(activities, follows, ends('starts'), ends('ends'), length)
}

function skeletonOf(whole: Record<string, unknown>): LogSkeleton {
  const rows = list(whole['frequencies'], 'frequencies').map((entry, i) => {
    const where = `frequencies[${i}]`
    const { activity, counts } = record(entry, where)
    return {
      activity: text(activity, `${where}.activity`),
      counts: list(counts, `${where}.counts`).map(one => number(one, `${where}.counts`)),
    }
  })
  const activities = rows.map(({ activity }) => activity)
  const code = new Map(activities.map((activity, a) => [activity, a]))
  const known = (value: unknown, where: string) => {
    const found = code.get(text(value, where))
    if (found === undefined) throw wrong(where, `an activity that "frequencies" names: ${JSON.stringify(value)}`)
    return found
  }
  const pairs = (name: SkeletonRelation) =>
    list(whole[name] ?? [], name).map((pair, i) => {
      const [a, b, ...more] = list(pair, `${name}[${i}]`)
      if (more.length > 0) throw wrong(`${name}[${i}]`, 'a pair of two activities')
      return [known(a, `${name}[${i}]`), known(b, `${name}[${i}]`)] as const
    })
  const relations = Object.fromEntries(skeletonRelations.map(name => [name, pairs(name)]))
  const frequencies = rows.map(({ counts }) => [...counts].sort((a, b) => a - b))
  return { activities, ...(relations as unknown as Pick<LogSkeleton, SkeletonRelation>), frequencies }
}

function relationOf(value: unknown, i: number): TemporalRelation {
  const where = `relations[${i}]`
  const { from, to, pairs, mean, standardDeviation } = record(value, where)
  return {
    from: text(from, `${where}.from`),
    to: text(to, `${where}.to`),
    pairs: number(pairs, `${where}.pairs`),
    mean: number(mean, `${where}.mean`),
    standardDeviation: standardDeviation === null ? null : number(standardDeviation, `${where}.standardDeviation`),
  }
}

const wrong = (where: string, what: string) => new FormatError(`${where} is not ${what}.`)
function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(where, 'an object')
  return value as Record<string, unknown>
}
function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(where, 'a list')
  return value
}
function text(value: unknown, where: string): string {
  if (typeof value !== 'string') throw wrong(where, 'a text')
  return value
}
function number(value: unknown, where: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw wrong(where, 'a number of at least 0')
  return value
}
