import { compareText } from '../../base/sort.ts'
import { pieces } from './pieces.ts'

/** What a condition may look at: one coarse property of a text, the simplest first. */
export const features = ['words', 'numbers', 'separators', 'first', 'length', 'shape'] as const
export type Feature = (typeof features)[number]

/** What the case of a rule may look at besides: a text that comes again and again, whole, at its beginning or its end. */
export const caseFeatures = ['value', 'last', 'first word', 'last word', 'start', ...features] as const
export type CaseFeature = (typeof caseFeatures)[number]

/** The property as a text that can be compared and shown. */
export function featureOf(feature: CaseFeature, text: string): string {
  const trimmed = text.trim()
  switch (feature) {
    case 'value':
      return trimmed
    case 'words':
      return `${pieces(trimmed, 'word').length} words`
    case 'numbers':
      return `${pieces(trimmed, 'number').length} numbers`
    case 'separators':
      return [...new Set(trimmed.replace(/[\p{L}\p{M}\p{Nd}\s]/gu, ''))].sort(compareText).join('')
    case 'first':
      return kind(trimmed.slice(0, 1))
    case 'last':
      return kind(trimmed.slice(-1))
    case 'first word':
      return /^\S*/.exec(trimmed)![0]
    case 'last word':
      return /\S*$/.exec(trimmed)![0]
    case 'start':
      return trimmed.slice(0, 3)
    case 'length':
      return `${trimmed.length} characters`
    case 'shape':
      return formOf(trimmed)
  }
}

const kind = (letter: string) =>
  letter === '' ? 'nothing' : /\p{L}/u.test(letter) ? 'letter' : /\p{Nd}/u.test(letter) ? 'digit' : letter

/** Runs of letters as `a`, of digits as `9`, everything else as it is: `a 9, a` (Leno et al., 2020: input structure). */
export const formOf = (text: string): string =>
  text
    .replace(/\p{Nd}+/gu, '9')
    .replace(/[\p{L}\p{M}]+/gu, 'a')
    .replace(/\s+/g, ' ')
