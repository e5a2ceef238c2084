import type { DeclareTemplate } from '../../model/declare.ts'
import type { PairCounts } from './pair-counts.ts'

/** Cases in which a constraint matters, and those of them in which it holds. */
export interface Measure {
  readonly activated: number
  readonly satisfied: number
}

/** Of the template over activities a and b (for those of one activity, a). */
export function measure(counts: PairCounts, template: DeclareTemplate, a: number, b = 0): Measure {
  const { cases, present, twice, thrice } = counts
  const always = (satisfied: number): Measure => ({ activated: cases, satisfied })
  switch (template) {
    case 'Existence':
      return always(present[a]!)
    case 'Existence2':
      return always(twice[a]!)
    case 'Existence3':
      return always(thrice[a]!)
    case 'Absence':
      return always(cases - present[a]!)
    case 'Absence2':
      return always(cases - twice[a]!)
    case 'Absence3':
      return always(cases - thrice[a]!)
    case 'Exactly1':
      return always(present[a]! - twice[a]!)
    case 'Exactly2':
      return always(twice[a]! - thrice[a]!)
    case 'Init':
      return always(counts.first[a]!)
    case 'End':
      return always(counts.last[a]!)
    default:
      return measurePair(counts, template, a, b)
  }
}

type PairTemplate = Exclude<
  DeclareTemplate,
  | 'Existence'
  | 'Existence2'
  | 'Existence3'
  | 'Absence'
  | 'Absence2'
  | 'Absence3'
  | 'Exactly1'
  | 'Exactly2'
  | 'Init'
  | 'End'
>

function measurePair(counts: PairCounts, template: PairTemplate, a: number, b: number): Measure {
  const at = a * counts.activities + b
  const both = counts.both[at]!
  const [ofA, ofB] = [counts.present[a]!, counts.present[b]!]
  const either = ofA + ofB - both
  const positive = positives[template]
  if (positive !== undefined) {
    const [activation, count] = positive
    return { activated: { a: ofA, b: ofB, either }[activation], satisfied: count(counts)[at]! }
  }
  switch (template) {
    case 'Choice':
      return { activated: counts.cases, satisfied: either }
    case 'Exclusive Choice':
      return { activated: counts.cases, satisfied: either - both }
    default: {
      const [activation, count] = negatives[template as keyof typeof negatives]
      const activated = { a: ofA, b: ofB, either }[activation]
      return { activated, satisfied: activated - count(counts)[at]! }
    }
  }
}

type Count = (counts: PairCounts) => Float64Array

const positives: { readonly [T in PairTemplate]?: readonly ['a' | 'b' | 'either', Count] } = {
  'Responded Existence': ['a', counts => counts.both],
  'Co-Existence': ['either', counts => counts.both],
  Response: ['a', counts => counts.response],
  Precedence: ['b', counts => counts.precedence],
  Succession: ['either', counts => counts.succession],
  'Alternate Response': ['a', counts => counts.alternateResponse],
  'Alternate Precedence': ['b', counts => counts.alternatePrecedence],
  'Alternate Succession': ['either', counts => counts.alternateSuccession],
  'Chain Response': ['a', counts => counts.chainResponse],
  'Chain Precedence': ['b', counts => counts.chainPrecedence],
  'Chain Succession': ['either', counts => counts.chainSuccession],
}

/** Cases in which they are broken. */
const negatives = {
  'Not Co-Existence': ['either', (counts: PairCounts) => counts.both],
  'Not Responded Existence': ['a', (counts: PairCounts) => counts.both],
  'Not Response': ['a', (counts: PairCounts) => counts.later],
  'Not Precedence': ['b', (counts: PairCounts) => counts.later],
  'Not Succession': ['either', (counts: PairCounts) => counts.later],
  'Not Chain Response': ['a', (counts: PairCounts) => counts.next],
  'Not Chain Precedence': ['b', (counts: PairCounts) => counts.next],
  'Not Chain Succession': ['either', (counts: PairCounts) => counts.next],
} as const satisfies { readonly [T in PairTemplate]?: readonly ['a' | 'b' | 'either', Count] }
