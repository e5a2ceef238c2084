import type { CheckedStatement, StatementsCheck } from '../../../analyses/models/statements-check.ts'
import { own } from '../../../base/own.ts'
import { formatDuration, formatShare } from '../../format/numbers.ts'

type Kind = CheckedStatement['kind']

/** What a statement is called, one and several. */
export const statementNames: {
  readonly [K in StatementsCheck['kind']]: { readonly one: string; readonly many: string; readonly title: string }
} = {
  declare: { one: 'constraint', many: 'constraints', title: 'Constraints' },
  'log-skeleton': { one: 'statement', many: 'statements', title: 'Log skeleton' },
  'temporal-profile': { one: 'pair', many: 'pairs', title: 'Temporal profile' },
}

const ofSkeleton = {
  equivalence: 'Equivalence',
  alwaysAfter: 'Always after',
  alwaysBefore: 'Always before',
  neverTogether: 'Never together',
  directlyFollows: 'Directly follows',
  frequency: 'Frequency',
  time: 'Time between',
} as const
/** Templates of Declare go by their own names. */
export const kindName = (kind: Kind): string => own(ofSkeleton, kind) ?? kind

const notSuccession = (a: string, b: string) => `no ${b} comes after ${a}, at any time`
const notChain = (a: string, b: string) => `${b} never comes right after ${a}`
const notBoth = (a: string, b: string) => `${a} and ${b} are never in the same case`

const said: { readonly [K in Exclude<Kind, 'frequency' | 'time'>]: (a: string, b: string) => string } = {
  Existence: a => `${a} happens at least once`,
  Existence2: a => `${a} happens at least twice`,
  Existence3: a => `${a} happens at least three times`,
  Absence: a => `${a} never happens`,
  Absence2: a => `${a} happens at most once`,
  Absence3: a => `${a} happens at most twice`,
  Exactly1: a => `${a} happens exactly once`,
  Exactly2: a => `${a} happens exactly twice`,
  Init: a => `a case begins with ${a}`,
  End: a => `a case ends with ${a}`,
  Choice: (a, b) => `${a} or ${b} happens, or both`,
  'Exclusive Choice': (a, b) => `either ${a} or ${b} happens, not both`,
  'Responded Existence': (a, b) => `where ${a} happens, ${b} happens too, before or after it`,
  'Co-Existence': (a, b) => `${a} and ${b} happen both or not at all`,
  Response: (a, b) => `after each ${a} comes ${b}, at some time`,
  Precedence: (a, b) => `before each ${b} came ${a}, at some time`,
  Succession: (a, b) => `after each ${a} comes ${b}, and before each ${b} came ${a}, at some time`,
  'Alternate Response': (a, b) => `after each ${a} comes ${b} before the next ${a}`,
  'Alternate Precedence': (a, b) => `before each ${b} came ${a} since the ${b} before`,
  'Alternate Succession': (a, b) => `${a} and ${b} take turns, ${a} first and ${b} last`,
  'Chain Response': (a, b) => `right after each ${a} comes ${b}`,
  'Chain Precedence': (a, b) => `right before each ${b} came ${a}`,
  'Chain Succession': (a, b) => `right after each ${a} comes ${b}, and right before each ${b} came ${a}`,
  'Not Co-Existence': notBoth,
  'Not Responded Existence': notBoth,
  'Not Response': notSuccession,
  'Not Precedence': notSuccession,
  'Not Succession': notSuccession,
  'Not Chain Response': notChain,
  'Not Chain Precedence': notChain,
  'Not Chain Succession': notChain,
  equivalence: (a, b) => `where ${a} happens, ${b} happens as often`,
  alwaysAfter: (a, b) => `after each ${a} comes ${b}, at some time`,
  alwaysBefore: (a, b) => `before each ${a} came ${b}, at some time`,
  neverTogether: (a, b) => `a case with ${a} has no ${b}`,
  directlyFollows: (a, b) => `right after each ${a} comes ${b}`,
}

/** What must hold, in words: `after each “Order” comes “Pay”, at some time`. */
export function meaning({ kind, first, second, counts, usual }: CheckedStatement): string {
  const [a, b] = [`“${first}”`, `“${second}”`]
  if (kind === 'frequency') return `${a} happens ${timesText(counts ?? [])}`
  if (kind === 'time') return `between ${a} and ${b} pass ${usual ? usualText(usual) : 'times that are usual'}`
  return said[kind](a, b)
}

/** `5 min ± 1 min` */
export const usualText = ({ mean, standardDeviation }: NonNullable<CheckedStatement['usual']>): string =>
  standardDeviation === null
    ? `${formatDuration(mean)} (known once)`
    : `${formatDuration(mean)} ± ${formatDuration(standardDeviation)}`

/** `once`, `0, 2 times` */
export function timesText(counts: readonly number[]): string {
  if (counts.length === 1 && counts[0] === 0) return 'never'
  return `${counts.slice(0, 8).join(', ')}${counts.length > 8 ? ' …' : ''} times`.replace(/^1 times$/, 'once')
}

/** The number first: `12 % of the cases in which it matters break it: …` */
export function brokenSentence(statement: CheckedStatement): string {
  const { violated, activated } = statement
  if (activated === 0) return `It matters in no case: ${meaning(statement)}.`
  if (violated === 0) return `Every case in which it matters keeps it: ${meaning(statement)}.`
  return `${formatShare(violated / activated, 1)} of the cases in which it matters break it: ${meaning(statement)}.`
}
