import { formatDuration } from '../base/time.ts'
import type { Ask, Engine, LogDescription } from '../log/engine.ts'
import type { Clause, Filter } from '../log/filter.ts'
import type { Quantity } from './analysis.ts'

/** `38 %`, `2.4 %`, `< 0.1 %`: at most one decimal. */
export function percent(ratio: number): string {
  const value = ratio * 100
  if (value > 0 && value < 0.1) return '< 0.1 %'
  return `${value >= 10 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)} %`
}

export const duration = formatDuration

/** Thousands apart by a thin space. */
export const number = (value: number): string =>
  String(Number.isInteger(value) ? value : Number(value.toPrecision(4))).replace(
    /\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g,
    '\u2009',
  )

/** `1 case`, `3 cases`. */
export const times = (count: number, one: string, many: string): string =>
  `${number(count)} ${count === 1 ? one : many}`

export const ms = (label: string, value: number | null): Quantity => ({ label, value, unit: 'ms' })
export const ratio = (label: string, value: number | null): Quantity => ({ label, value, unit: 'ratio' })
export const cases = (label: string, value: number): Quantity => ({ label, value, unit: 'cases' })
export const events = (label: string, value: number): Quantity => ({ label, value, unit: 'events' })
export const plain = (label: string, value: number | null): Quantity => ({ label, value, unit: 'number' })

/** The same question with clauses appended: how a finding's evidence is asked. */
export const under = (ask: Ask, ...clauses: Clause[]): Ask => ({ ...ask, filter: [...ask.filter, ...clauses] })

export const follows = (from: string, to: string): Filter => [
  { kind: 'follows', from: [from], to: [to], relation: 'directly' },
]

/** What an arc's time is called: never "waiting" without start times. */
export const timeWord = (meaning: 'waiting' | 'between-completions'): string =>
  meaning === 'waiting' ? 'waiting time' : 'time between completions'

/** The attribute that says which group works: a team or role before a person, null where there is neither. */
export async function workGroup(engine: Engine, ask: Ask): Promise<{ key: string; personal: boolean } | null> {
  const description = await engine.describe({ log: ask.log })
  const group = description.attributes.find(
    a =>
      a.scope === 'event' &&
      a.personal === 'none' &&
      a.type === 'string' &&
      /^(org:group|org:role|team|department|group|role)$/i.test(a.key),
  )
  if (group) return { key: group.key, personal: false }
  return resource(description)
}

function resource(description: LogDescription): { key: string; personal: boolean } | null {
  const key = description.resourceKey
  if (key === null) return null
  const attribute = description.attributes.find(a => a.scope === 'event' && a.key === key)
  return { key, personal: (attribute?.personal ?? 'none') !== 'none' }
}
