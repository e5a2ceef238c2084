import {
  type CivilDate,
  type DateShift,
  type DateStyle,
  datePartStyles,
  dayNumber,
  monthStyles,
  namedDateStyles,
  namedMonthStyles,
  namedPartStyles,
  numericDateStyles,
  parseDate,
  printDate,
  shifted,
} from './date-text.ts'
import type { Example, Offer } from './example.ts'
import { type Expression, evaluate } from './program.ts'
import { later, parseTime, timePartStyles, timeStyles } from './time-text.ts'

const NUMERIC = [...numericDateStyles, ...monthStyles]
const NAMED = [...namedDateStyles, ...namedMonthStyles]

/** Dates and parts of dates in other forms, in the languages whose names stand in the output; and dates some time later. */
export function offerDates(of: Expression, cost: number, examples: readonly Example[], offer: Offer): void {
  const texts = examples.map(({ inputs }) => evaluate(of, inputs))
  const [first] = texts
  if (!first || !/\d/.test(first) || first.length > 40) return
  const { output } = examples[0]!
  const lower = output.toLowerCase()
  for (const from of /\p{L}{3}/u.test(first) ? NAMED : NUMERIC) {
    const dates: CivilDate[] = []
    for (const text of texts) {
      const date = text === null ? null : parseDate(text, from)
      if (date === null) break
      dates.push(date)
    }
    if (dates.length < texts.length) continue
    const price = cost + 1 + styleCost(from)
    const offered = (to: DateStyle, dearer: number) => {
      if (!lower.includes(printDate(dates[0]!, to).toLowerCase())) return
      const date: Expression = { op: 'date', of, from, to }
      offer(date, price + dearer)
      if (/MMM|EEE/.test(to))
        for (const letters of ['upper', 'lower', 'title'] as const)
          offer({ op: 'case', of: date, to: letters }, price + dearer + 0.6)
    }
    for (const to of numericDateStyles) if (to !== from) offered(to, 0)
    for (const to of new Set([...datePartStyles, ...monthStyles])) if (to !== from) offered(to, 0.3)
    for (const [i, to] of namedMonthStyles.entries()) if (to !== from) offered(to, 0.2 + i / 1000)
    for (const [i, to] of namedDateStyles.entries()) if (to !== from) offered(to, i / 1000)
    for (const [i, to] of namedPartStyles.entries()) offered(to, 0.3 + i / 1000)
    offerShifts(of, from, dates, price, examples, offer)
  }
}

/** Of formats that read all examples alike, the one that promises less comes first. */
const styleCost = (style: string) => (style.includes('dd') || style.includes('MM') ? 0.05 : 0) + style.length / 1000

const MOST_DAYS = 800

function offerShifts(
  of: Expression,
  from: DateStyle,
  dates: readonly CivilDate[],
  cost: number,
  examples: readonly Example[],
  offer: Offer,
): void {
  for (const to of [...numericDateStyles, ...namedDateStyles]) {
    const made = parseDate(examples[0]!.output, to)
    if (made === null) continue
    const days = dayNumber(made) - dayNumber(dates[0]!)
    const months = (made.year - dates[0]!.year) * 12 + made.month - dates[0]!.month
    if (Math.abs(days) > MOST_DAYS || days === 0) continue
    const shifts: readonly DateShift[] = [
      { unit: 'days', count: days },
      ...(months === 0 ? [] : [{ unit: 'months', count: months } as const]),
      ...(months === 0 ? [{ unit: 'to end of month', count: 0 } as const] : []),
    ]
    for (const shift of shifts)
      if (examples.every(({ output }, e) => printDate(shifted(dates[e]!, shift), to) === output))
        offer({ op: 'date', of, from, to, shift }, cost + 1.5 + (shift.unit === 'days' ? 0 : 0.2))
  }
}

/** Times of day and lengths of time in other forms; times of day some minutes later. */
export function offerTimes(of: Expression, cost: number, examples: readonly Example[], offer: Offer): void {
  const texts = examples.map(({ inputs }) => evaluate(of, inputs))
  if (!texts.every(text => text !== null && text.length <= 11 && /^\d/.test(text))) return
  for (const from of timeStyles) {
    const times = texts.map(text => parseTime(text!, from))
    if (times.includes(null)) continue
    // numbers without a sign are read as times only where the output is one
    const isBare = from === 'minutes' || from === 'hours'
    for (const to of timeStyles) {
      if (to === from || (isBare && !to.includes(':'))) continue
      offer({ op: 'time', of, from, to }, cost + 1.2 + (isBare || to === 'minutes' || to === 'hours' ? 0.5 : 0))
    }
    if (isBare) for (const to of timePartStyles) offer({ op: 'time', of, from, to }, cost + 2)
    for (const to of isBare ? [] : timeStyles.filter(style => style !== 'minutes' && style !== 'hours')) {
      const made = examples.map(({ output }) => parseTime(output, to))
      if (made.includes(null)) continue
      const shift = later(made[0]!, -times[0]!)
      if (shift === 0 || !times.every((time, e) => later(time!, shift) === made[e])) continue
      offer({ op: 'time', of, from, to, shift: shift > 720 ? shift - 1440 : shift }, cost + 2.5)
    }
  }
}
