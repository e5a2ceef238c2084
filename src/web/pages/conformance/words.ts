import type { CheckedDeviation } from '../../../analyses/models/conformance-check.ts'
import type { TimeImpact } from '../../../analyses/models/deviation-impact.ts'
import type { DeviationKind } from '../../../conformance/index.ts'
import { formatDuration, formatNumber, formatShare } from '../../format/numbers.ts'

export const kindNames: { readonly [K in DeviationKind]: string } = {
  missing: 'Missing',
  'too-often': 'Too often',
  'out-of-order': 'Out of order',
  'wrong-branch': 'Wrong branch',
  unknown: 'Not in the model',
}

const said: { readonly [K in DeviationKind]: (activity: string) => string } = {
  missing: activity => `leave ${activity} out`,
  'too-often': activity => `do ${activity} more often than the model allows`,
  'out-of-order': activity => `do ${activity} where the model has it elsewhere`,
  'wrong-branch': activity => `do ${activity} though they went another way that excludes it`,
  unknown: activity => `do ${activity}, which the model does not know`,
}

/** The number first: `38 % of cases leave Check order out, mostly after Create order.` */
export function deviationSentence({ kind, activity, share, places }: CheckedDeviation): string {
  const [first, ...others] = places
  const where = first ? `, ${others.length > 0 ? 'mostly ' : ''}${placeName(first.after)}` : ''
  return `${formatShare(share, 1)} of cases ${said[kind](activity)}${where}.`
}
export const placeName = (after: string | null): string => (after === null ? 'at the start' : `after ${after}`)

/** `+3 d 4 h`; – where it is not known. */
export function timeImpactText(time: TimeImpact | null): string {
  const ms = time?.differenceMs ?? null
  if (ms === null) return '–'
  return ms === 0 ? '0' : `${ms > 0 ? '+' : '−'}${formatDuration(Math.abs(ms))}`
}

/** `+12.5`; – where it is not known. */
export function signed(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–'
  return value > 0 ? `+${formatNumber(value, 2)}` : formatNumber(value, 2)
}

/** From this corrected p-value on a difference may be chance. */
export const LEVEL = 0.05
export const chanceText = (q: number | null | undefined): string =>
  q === null || q === undefined
    ? ''
    : q < LEVEL
      ? `not by chance (corrected p ${q < 0.001 ? '<' : '='} ${Math.max(q, 0.001).toFixed(3)})`
      : `may be chance (corrected p = ${q.toFixed(3)})`
