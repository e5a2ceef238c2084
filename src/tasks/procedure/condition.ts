import { compareText } from '../../base/sort.ts'
import { type Feature, featureOf, features } from '../transformations/features.ts'
import type { Condition } from './procedure.ts'

/** Share of instances in which a condition has to be right. */
const AGREEMENT = 0.95
/** Instances with and without the step that a condition needs; fewer may be chance. */
const FEWEST = 3
/** Values that a condition may list. */
const MOST_VALUES = 8

/**
 * When an optional step is done, as far as one parameter tells: its value, or a coarse feature of it. null where no
 * single parameter tells it in 95 % of the instances. Simplest first: value, then features in their order.
 */
export function conditionOf(
  done: readonly boolean[],
  parameters: readonly { readonly name: string; readonly values: readonly (string | null)[] }[],
): Condition | null {
  const times = done.filter(Boolean).length
  if (times < FEWEST || done.length - times < FEWEST) return null
  for (const by of ['value', ...features] as const)
    for (const { name, values } of parameters) {
      const condition = splitBy(done, name, values, by)
      if (condition) return condition
    }
  return null
}

function splitBy(
  done: readonly boolean[],
  parameter: string,
  values: readonly (string | null)[],
  by: Feature | 'value',
): Condition | null {
  const groups = new Map<string, { yes: number; no: number }>()
  done.forEach((yes, i) => {
    const value = values[i] ?? null
    if (value === null) return
    const key = by === 'value' ? value : featureOf(by, value)
    const group = groups.get(key) ?? { yes: 0, no: 0 }
    groups.set(key, group)
    if (yes) group.yes++
    else group.no++
  })
  // a value of its own for every instance explains anything
  if (groups.size < 2 || groups.size > MOST_VALUES || groups.size * 2 > done.length) return null
  let right = 0
  const chosen: string[] = []
  const others: string[] = []
  for (const [key, { yes, no }] of groups) {
    right += Math.max(yes, no)
    if (yes > no) chosen.push(key)
    else others.push(key)
  }
  const agreement = right / done.length
  if (agreement < AGREEMENT || chosen.length === 0 || chosen.length === groups.size) return null
  return { parameter, by, values: chosen.sort(compareText), others: others.sort(compareText), agreement }
}
