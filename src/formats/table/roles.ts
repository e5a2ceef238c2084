import { isPersonName } from '../../privacy/person-columns.ts'
import { areTransitions, nameStrength } from './names.ts'
import type { ColumnSample, Sample } from './sample.ts'

/** A column chosen for a role, how sure (0..1), and the sentences that say why. */
export interface Choice {
  readonly column: ColumnSample
  readonly confidence: number
  readonly reasons: readonly string[]
}
export interface Roles {
  readonly caseId: Choice | null
  readonly activity: Choice | null
  readonly complete: Choice | null
  readonly start: Choice | null
  /** Time of day that completes a date-only `complete` column. */
  readonly timeOfDay: ColumnSample | null
  readonly resource: Choice | null
  readonly lifecycle: Choice | null
  readonly instance: Choice | null
}

/** Choose columns for the roles by their names and by what the sampled rows hold. Deterministic; ties go to the left. */
export function chooseRoles(sample: Sample, columns: readonly ColumnSample[]): Roles {
  const event = columns.filter(column => !/^case:(?!concept:name$)/i.test(column.name))
  const times = event.filter(column => column.dates.length > 0)
  const plain = event.filter(column => column.dates.length === 0 && !column.isTimeOfDay)
  const caseId = best(plain, column => judgeCase(column, sample))
  const rest = plain.filter(column => column !== caseId?.column)
  const lifecycle = best(rest, column => judgeLifecycle(column, rest))
  const steps = rest.filter(column => column !== lifecycle?.column)
  const within = withinCases(sample, caseId?.column.index ?? -1)
  const activity = best(steps, column => judgeActivity(column, within))
  const { complete, start } = chooseTimes(times, within)
  const others = steps.filter(column => column !== activity?.column)
  const resource = best(others, column => judgeResource(column, within))
  const instance = lifecycle === null ? null : best(others, column => byName(column, 'instance', 0.9))
  const dateOnly =
    complete?.column.values.every(value => value.trim().length <= 10) === true && complete.column.typed === null
  const timeOfDay = (dateOnly && event.find(column => column.isTimeOfDay)) || null
  return {
    caseId,
    activity,
    complete,
    start,
    timeOfDay,
    resource,
    lifecycle,
    instance: instance?.column === resource?.column ? null : instance,
  }
}

type Verdict = { readonly score: number; readonly reasons: readonly string[] }

function best(columns: readonly ColumnSample[], judge: (column: ColumnSample) => Verdict | null): Choice | null {
  let choice: Choice | null = null
  for (const column of columns) {
    const verdict = judge(column)
    if (verdict && verdict.score > (choice?.confidence ?? 0))
      choice = { column, confidence: verdict.score, reasons: verdict.reasons }
  }
  return choice && { ...choice, confidence: Math.min(1, Math.round(choice.confidence * 100) / 100) }
}

const named = (column: ColumnSample, what: string) => `"${column.name}" is a usual name for ${what}.`

function judgeCase(column: ColumnSample, sample: Sample): Verdict | null {
  const { values, distinct, filled } = column
  if (values.length === 0 || (column.isNumber && !column.isInteger && !values.every(value => /^\d+\.0$/.test(value))))
    return null
  const strength = nameStrength(column.name, 'case')
  const reasons = strength > 0 ? [named(column, 'the case')] : []
  const ratio = distinct.length / values.length
  let score = strength * 0.85
  if (distinct.length === 1 && sample.rows.length > 20) {
    score -= 0.2
    reasons.push('It has one value in all the rows looked at.')
  } else if (ratio < 1 && distinct.length > 1 && ratio > 0.002) {
    score += 0.15 + (strength === 0 && ratio > 0.02 && ratio < 0.7 && values.length >= 20 ? 0.2 : 0)
    reasons.push(
      `Its values come again: ${distinct.length} distinct ones in ${values.length} rows, as when each case has several events.`,
    )
  } else if (ratio === 1 && values.length > 1) {
    score -= strength >= 0.8 ? 0 : 0.25
    reasons.push('No value comes twice in the rows looked at.')
  }
  if (strength === 0 && runs(sample, column.index)) {
    score += 0.1
    reasons.push('Equal values stand together.')
  }
  if (strength === 0 && (isPersonName(column.name) || column.isNumber)) score -= 0.3
  if (filled < 1) {
    score -= 0.4 * (1 - filled)
    reasons.push(`${Math.round((1 - filled) * 100)} % of the rows have no value in it.`)
  }
  return { score, reasons }
}

/** Whether equal values of a column mostly stand in one stretch. */
function runs(sample: Sample, index: number): boolean {
  const seen = new Set<string>()
  let breaks = 0
  let before: string | null = null
  for (const row of sample.rows) {
    const value = row[index] ?? ''
    if (value === before) continue
    if (seen.has(value)) breaks++
    seen.add(value)
    before = value
  }
  return seen.size > 3 && breaks < seen.size * 0.1 && seen.size < sample.rows.length * 0.8
}

function judgeLifecycle(column: ColumnSample, rest: readonly ColumnSample[]): Verdict | null {
  const strength = nameStrength(column.name, 'lifecycle')
  if (strength === 0 || !areTransitions(column.distinct)) return null
  const lower = column.distinct.map(value => value.toLowerCase())
  const both =
    lower.some(value => /^(start|begin)/.test(value)) && lower.some(value => /^(complete|end|finish)/.test(value))
  const only = lower.every(value => /^(start|begin|complete|end|finish)/.test(value))
  if (strength < 1 && !both && !(strength >= 0.8 && only)) return null
  if (!rest.some(other => other !== column && nameStrength(other.name, 'activity') >= 0.6)) return null
  return { score: 0.9, reasons: [`Its values (${column.distinct.slice(0, 4).join(', ')}) are states of a life cycle.`] }
}

interface Within {
  /** Whether cases of the sample have several rows, so that a column can vary within a case. */
  readonly known: boolean
  varies(index: number): boolean
}

function withinCases(sample: Sample, caseIndex: number): Within {
  const rowsOf = new Map<string, number[]>()
  if (caseIndex >= 0)
    for (const [r, row] of sample.rows.entries()) {
      const id = row[caseIndex]
      if (id) rowsOf.set(id, [...(rowsOf.get(id)?.slice(0, 30) ?? []), r])
    }
  const several = [...rowsOf.values()].filter(rows => rows.length > 1)
  const cache = new Map<number, boolean>()
  return {
    known: several.length > 0,
    varies(index) {
      let varies = cache.get(index)
      if (varies === undefined) {
        varies = several.some(rows => rows.some(r => sample.rows[r]![index] !== sample.rows[rows[0]!]![index]))
        cache.set(index, varies)
      }
      return varies
    },
  }
}

function judgeActivity(column: ColumnSample, within: Within): Verdict | null {
  const { values, distinct, filled } = column
  if (values.length === 0 || (column.isNumber && !column.isInteger)) return null
  const strength = nameStrength(column.name, 'activity')
  const reasons = strength > 0 ? [named(column, 'the activity')] : []
  let score = strength * 0.8
  const ratio = distinct.length / values.length
  if (distinct.length > 1 && distinct.length <= 300 && ratio <= 0.5) {
    score += 0.2
    reasons.push(`It has few values (${distinct.length}) that come again often.`)
  } else if (values.length > 50 && ratio > 0.8) {
    score -= 0.4
    reasons.push('Most of its values differ.')
  }
  if (strength === 0 && isPersonName(column.name)) score -= 0.3
  if (column.isNumber) score -= strength >= 0.9 ? 0 : 0.3
  if (/^(true|false|yes|no)$/i.test(distinct[0] ?? '') && distinct.length <= 2) score -= 0.3
  if (within.known) {
    if (within.varies(column.index)) {
      score += 0.1
      reasons.push('It changes within a case.')
    } else score -= 0.35
  }
  score -= 0.3 * (1 - filled)
  return { score, reasons }
}

function judgeResource(column: ColumnSample, within: Within): Verdict | null {
  const strength = nameStrength(column.name, 'resource')
  if (strength < 0.3 || column.values.length === 0) return null
  if (within.known && column.distinct.length > 1 && !within.varies(column.index) && strength < 0.9) return null
  const score = strength - 0.3 * (1 - column.filled)
  return { score, reasons: [named(column, 'the resource')] }
}

function byName(column: ColumnSample, role: 'instance', least: number): Verdict | null {
  const strength = nameStrength(column.name, role)
  return strength >= least ? { score: strength, reasons: [named(column, 'the activity instance')] } : null
}

function chooseTimes(
  times: readonly ColumnSample[],
  within: Within,
): { complete: Choice | null; start: Choice | null } {
  const judge = (role: 'complete' | 'start', what: string) => (column: ColumnSample) => {
    const strength = nameStrength(column.name, role)
    const reasons = [`Its values are times.`]
    if (strength > 0) reasons.unshift(named(column, what))
    let score = role === 'complete' ? 0.35 + strength * 0.65 : strength
    if (score === 0) return null
    if (within.known) {
      if (within.varies(column.index)) reasons.push('It changes within a case.')
      else score -= 0.5
    }
    return { score: score - 0.4 * (1 - column.filled), reasons }
  }
  const started = best(times, judge('start', 'the start'))
  const complete = best(
    times.filter(column => column !== started?.column),
    judge('complete', 'the time'),
  )
  if (started !== null && complete === null)
    return {
      complete: {
        ...started,
        reasons: [...started.reasons, 'It is the only time, so it is taken as the time of the event.'],
      },
      start: null,
    }
  return { complete, start: started !== null && started.confidence >= 0.4 ? started : null }
}
