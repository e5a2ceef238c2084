import type { Calendar } from '../log/calendar.ts'

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const part = /^(?:(mon|tue|wed|thu|fri|sat|sun)(?:-(mon|tue|wed|thu|fri|sat|sun))? )?(\d\d):(\d\d)-(\d\d):(\d\d)$/i

/**
 * Working hours in words: `Mon-Fri 09:00-12:00, 13:00-17:00, Sat 09:00-12:00`, as the week of a calendar. A part without days
 * is of the days named before it. Returns what is wrong as a text.
 */
export function weekOf(text: string): Calendar['week'] | string {
  const week: [number, number][][] = days.map(() => [])
  let named: number[] = []
  for (const piece of text.split(',')) {
    const found = part.exec(piece.trim().replace(/\s+/g, ' '))
    if (!found) return `"${piece.trim()}" is no working time; write for example "Mon-Fri 09:00-17:00, Sat 09:00-12:00"`
    const [, first, last, ...clock] = found
    if (first !== undefined) {
      const from = days.indexOf(first.toLowerCase())
      const to = last === undefined ? from : days.indexOf(last.toLowerCase())
      if (to < from) return `"${piece.trim()}" names days in the wrong order; the week begins on Monday`
      named = days.map((_, day) => day).slice(from, to + 1)
    }
    if (named.length === 0) return `"${piece.trim()}" names no day`
    const [openHour, openMinute, closeHour, closeMinute] = clock.map(Number) as [number, number, number, number]
    const [open, close] = [openHour * 60 + openMinute, closeHour * 60 + closeMinute]
    if (openMinute > 59 || closeMinute > 59 || close > 24 * 60 || open >= close)
      return `"${piece.trim()}" is no time of one day`
    for (const day of named) {
      const before = week[day]!.at(-1)
      if (before !== undefined && before[1] > open) return `"${piece.trim()}" overlaps the time before it`
      week[day]!.push([open, close])
    }
  }
  return week
}
