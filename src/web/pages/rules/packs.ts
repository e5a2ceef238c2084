import { readRules } from '../../../compliance/index.ts'
import { atomsOf, patternsOf } from '../../../compliance/rule.ts'

const texts = import.meta.glob<string>('../../../../samples/rules/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
})

export interface Pack {
  readonly id: string
  readonly title: string
  readonly what: string
  readonly text: string
  /** Rules in it, and activities that they name. */
  readonly rules: number
  readonly activities: readonly string[]
}

const pack = (id: string, title: string, what: string): Pack => {
  const text = texts[`../../../../samples/rules/${id}.yaml`]!
  const { rules } = readRules(text, id)
  const named = rules.flatMap(({ statement: { claim } }) =>
    claim.claim === 'formula' ? atomsOf(claim.formula) : patternsOf(claim),
  )
  const activities = [...new Set(named.flatMap(({ activities }) => activities))]
  return { id, title, what, text, rules: rules.length, activities }
}

/** Documents to begin with, as `parfocal rules pack` prints them; the last is that of the sample log. */
export const packs = (): readonly Pack[] => [
  pack('four-eyes', 'Four eyes', 'Nobody approves or pays what they asked for themselves.'),
  pack('three-way-match', 'Three-way match', 'Order, receipt and invoice agree before money leaves.'),
  pack('duplicate-payment', 'Duplicate payment', 'Nothing is paid twice.'),
  pack('late-approval', 'Late approval', 'Approvals come in time, and before what they are for.'),
  pack('order-to-cash', 'Order to cash', 'From credit check to payment: the rules of the sample log.'),
]

/** A document without rules, to be filled by hand or by “Add a rule”. */
export const emptyDocument = (name: string): string => `parfocal: rules\nversion: 1\nname: ${JSON.stringify(name)}\n`
