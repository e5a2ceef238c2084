import { formatInstant } from '../../base/time.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { dateParser, newInstant } from './date-format.ts'
import { firstPart } from './detect-date.ts'
import type { ColumnProfile, DateEvidence } from './profile.ts'
import type { Question } from './proposal.ts'

export interface DateDecision {
  readonly format: string
  readonly reason: string
  readonly question: Question | null
  /** Cells that are no date under the format. */
  readonly failed: number
}

/**
 * The format of each date column: the one that reads most cells of all rows. Where day and month could be either way
 * round, a value above 12 decides; else other columns whose dates have the same shape (whatever stands behind them), where
 * all of them say the same; else it is a question, with day first (month first where AM or PM is written) meanwhile.
 */
export function decideDates(profiles: readonly ColumnProfile[]): ReadonlyMap<string, DateDecision> {
  const decided = new Map<string, DateDecision>()
  const open: { profile: ColumnProfile; best: readonly DateEvidence[] }[] = []
  const sides = new Map<string, Side | null>()
  for (const profile of profiles) {
    if (profile.dates.length === 0) continue
    const most = Math.max(...profile.dates.map(({ fits }) => fits))
    const best = profile.dates.filter(({ fits }) => fits === most)
    const top = best[0]!
    const rival = best.find(({ format }) => isRival(format, top.format))
    if (rival) open.push({ profile, best: [top, rival] })
    else {
      const loser = profile.dates.find(({ format, failed }) => isRival(format, top.format) && failed !== null)
      const side = firstPart(top.format)
      if (side !== null)
        for (const key of new Set([shape(top.format), dateShape(top.format)])) witness(sides, key, side, profile.name)
      decided.set(profile.name, {
        format: top.format,
        question: null,
        failed: profile.filled - most,
        reason: reasonOf(profile, top, loser),
      })
    }
  }
  for (const { profile, best } of open) {
    const { format } = best[0]!
    decided.set(profile.name, settle(profile, best, sides.get(shape(format)) ?? sides.get(dateShape(format)) ?? null))
  }
  return decided
}

interface Side {
  readonly side: 'day' | 'month'
  readonly column: string
}

/** Columns that contradict each other decide nothing. */
function witness(sides: Map<string, Side | null>, key: string, side: Side['side'], column: string): void {
  const known = sides.get(key)
  if (known === undefined) sides.set(key, { side, column })
  else if (known !== null && known.side !== side) sides.set(key, null)
}

function reasonOf(profile: ColumnProfile, top: DateEvidence, loser: DateEvidence | undefined): string {
  const all = top.fits === profile.filled
  const first = `${all ? 'All' : `${top.fits} of`} ${profile.filled} values read as ${top.format}.`
  if (!loser?.failed) return first
  const side = firstPart(top.format)
  return `${first} The ${side} stands first: "${loser.failed.value}" in row ${loser.failed.row} has no month ${side === 'day' ? 'in second place' : 'in first place'} otherwise.`.replace(
    / has no month in .* otherwise\./,
    ` is no date with the ${side === 'day' ? 'month' : 'day'} first.`,
  )
}

function settle(profile: ColumnProfile, best: readonly DateEvidence[], known: Side | null): DateDecision {
  const [a, b] = best as [DateEvidence, DateEvidence]
  const half = /a/.test(a.format.replace(/'[^']*'/g, ''))
  const side = known?.side ?? (half ? 'month' : 'day')
  const chosen = firstPart(a.format) === side ? a : b
  const failed = profile.filled - chosen.fits
  if (known)
    return {
      format: chosen.format,
      failed,
      question: null,
      reason: `Day and month could be either way round here; the ${side} stands first as in "${known.column}", which is written the same way.`,
    }
  const example =
    profile.examples.find(value => reads(value, a.format) !== reads(value, b.format)) ?? profile.examples[0] ?? ''
  const text = `Day or month first? No value of "${profile.name}" decides: "${example}" is ${reads(example, a.format)} or ${reads(example, b.format)}.`
  return {
    format: chosen.format,
    failed,
    reason: `${text} Until somebody says, the ${side} is taken to stand first (${half ? 'usual with AM and PM' : 'the more usual way'}).`,
    question: {
      kind: 'day-or-month',
      column: profile.name,
      text,
      options: [a, b].map(({ format }) => ({ format, example: `${example} = ${reads(example, format)}` })),
      chosen: chosen.format,
    },
  }
}

function reads(value: string, format: string): string {
  const bytes = encodeUtf8(value.trim())
  const out = newInstant()
  return dateParser(format)(bytes, 0, bytes.length, out) ? formatInstant(out.ms).slice(0, 10) : 'no date'
}

/** Whether two formats differ only in whether day or month stands first. */
const isRival = (a: string, b: string) =>
  firstPart(a) !== null && firstPart(b) !== null && firstPart(a) !== firstPart(b) && shape(a) === shape(b)
const shape = (format: string) => format.replace(/d{1,2}|M{1,2}/g, 'n')
/** The shape without what stands behind the year. */
const dateShape = (format: string) => shape(format).replace(/(y+).*$/, '$1')
