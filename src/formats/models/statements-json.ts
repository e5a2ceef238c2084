import { FormatError } from '../../base/errors.ts'
import { type LogSkeleton, type SkeletonRelation, skeletonRelations } from '../../model/log-skeleton.ts'
import type { TemporalProfile, TemporalRelation } from '../../model/temporal-profile.ts'

/** What says of a log what must hold, and is no model of runs: JSON of our own, version 1 (FORMATS.md). */
export type Statements =
  | { readonly kind: 'log-skeleton'; readonly skeleton: LogSkeleton }
  | { readonly kind: 'temporal-profile'; readonly profile: TemporalProfile }

export function writeStatements(statements: Statements): string {
  const head = { format: 'parfocal-statements', version: 1, kind: statements.kind }
  if (statements.kind === 'temporal-profile')
    return `${JSON.stringify({ ...head, relations: statements.profile.relations }, null, 2)}\n`
  const { activities, frequencies, ...relations } = statements.skeleton
  const pairs = Object.fromEntries(
    skeletonRelations.map(name => [name, relations[name].map(([a, b]) => [activities[a], activities[b]])]),
  )
  const counts = activities.map((activity, a) => ({ activity, counts: frequencies[a] }))
  return `${JSON.stringify({ ...head, ...pairs, frequencies: counts }, null, 2)}\n`
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
  throw new FormatError(`"kind" is ${JSON.stringify(whole['kind'])}; known are log-skeleton and temporal-profile.`)
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
