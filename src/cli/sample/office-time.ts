import { DAY, HOUR } from '../../base/time.ts'

/**
 * Local time of Europe/Berlin without the platform's time zones, so that the sample is the same bytes everywhere:
 * an instant is ms since local midnight of 1 January 2024 on the wall clock. Summer time by the rule of the EU since
 * 1996: last Sunday of March to last Sunday of October, at 01:00 UTC.
 */
const FIRST = Date.UTC(2024, 0, 1)
const DAYS = 366 + 365 + 365 + 1
export const OPENS = 8 * HOUR
export const CLOSES = 17 * HOUR
const OFFICE_DAY = CLOSES - OPENS

/** Public holidays of all German states. */
const holidays = [
  '2024-01-01 2024-03-29 2024-04-01 2024-05-01 2024-05-09 2024-05-20 2024-10-03 2024-12-25 2024-12-26',
  '2025-01-01 2025-04-18 2025-04-21 2025-05-01 2025-05-29 2025-06-09 2025-10-03 2025-12-25 2025-12-26',
  '2026-01-01 2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-10-03 2026-12-25 2026-12-26',
].flatMap(year => year.split(' '))

const lastSunday = (year: number, month: number): number => {
  const last = Date.UTC(year, month + 1, 0)
  return last - new Date(last).getUTCDay() * DAY
}

/** For each day: is it a working day, month 0..11, hours ahead of UTC from 03:00 on. */
const working = new Uint8Array(DAYS)
const months = new Uint8Array(DAYS)
const ahead = new Uint8Array(DAYS)
for (let day = 0; day < DAYS; day++) {
  const date = new Date(FIRST + day * DAY)
  const year = date.getUTCFullYear()
  months[day] = date.getUTCMonth()
  working[day] = date.getUTCDay() % 6 !== 0 && !holidays.includes(date.toISOString().slice(0, 10)) ? 1 : 0
  ahead[day] = date.getTime() >= lastSunday(year, 2) && date.getTime() < lastSunday(year, 9) ? 2 : 1
}

export const dayOf = (local: number): number => Math.floor(local / DAY)
export const isWorkingDay = (day: number): boolean => working[day] === 1
export const monthOf = (day: number): number => months[day]!
/** Days until the quarter ends, the day itself not counted. */
export function daysLeftOfQuarter(day: number): number {
  let left = 0
  const quarter = Math.floor(months[day]! / 3)
  while (day + left + 1 < DAYS && Math.floor(months[day + left + 1]! / 3) === quarter) left++
  return left
}

/** Epoch ms of a local instant. */
export function toUtc(local: number): number {
  const day = dayOf(local)
  const hours = local - day * DAY < 3 * HOUR && day > 0 ? ahead[day - 1]! : ahead[day]!
  return FIRST + local - hours * HOUR
}
/** The local instant of a wall-clock date. */
export const localDate = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) - FIRST

/** The first moment at or after `local` at which the office is open. */
export function whenOpen(local: number): number {
  let day = dayOf(local)
  const time = local - day * DAY
  if (isWorkingDay(day) && time < CLOSES) return time < OPENS ? day * DAY + OPENS : local
  do day++
  while (!isWorkingDay(day))
  return day * DAY + OPENS
}

/** `ms` of office time after `local`. */
export function afterWork(local: number, ms: number): number {
  let now = whenOpen(local)
  let left = ms
  for (;;) {
    const day = dayOf(now)
    const today = day * DAY + CLOSES - now
    if (left < today) return now + left
    left -= today
    now = whenOpen((day + 1) * DAY)
  }
}

/** The same time of day `days` working days later. */
export const afterWorkingDays = (local: number, days: number): number => afterWork(local, days * OFFICE_DAY)
