/**
 * A date format of letters and separators: `d` `dd` day, `M` `MM` month, `MMM` `MMMM` its English name, `yy` `yyyy`
 * year; everything else stands for itself.
 */
export type DateStyle = string

export interface CivilDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const orders = ['d M y', 'M d y', 'y M d']
const days = ['dd', 'd']
const years = ['yyyy', 'yy']

/** All formats that texts are tried against: the orders of day, month and year with each usual separator. */
export const dateStyles: readonly DateStyle[] = [
  ...orders.flatMap(order =>
    ['-', '/', '.', ' ', ''].flatMap(separator =>
      years.flatMap(year =>
        days.flatMap(day =>
          (day === 'dd' ? ['MM'] : ['M']).map(month =>
            separator === '' && day === 'd'
              ? ''
              : order.replace('d', day).replace('M', month).replace('y', year).replaceAll(' ', separator),
          ),
        ),
      ),
    ),
  ),
  ...days.flatMap(day =>
    ['MMM', 'MMMM'].flatMap(month => [
      `${day} ${month} yyyy`,
      `${day}-${month}-yyyy`,
      `${day}-${month}-yy`,
      `${month} ${day}, yyyy`,
      `${day}. ${month} yyyy`,
    ]),
  ),
].filter(style => style !== '')

/** Parts of a date that a field may ask for. */
export const datePartStyles: readonly DateStyle[] = [
  'd',
  'dd',
  'M',
  'MM',
  'MMM',
  'MMMM',
  'yy',
  'yyyy',
  'MM/yyyy',
  'yyyy-MM',
  'MM/yy',
]

const TOKEN = /MMMM|MMM|MM|M|dd|d|yyyy|yy/g
const PATTERN: Readonly<Record<string, string>> = {
  d: '(?<d>\\d{1,2})',
  dd: '(?<d>\\d{2})',
  M: '(?<M>\\d{1,2})',
  MM: '(?<M>\\d{2})',
  MMM: '(?<N>\\p{L}{3})',
  MMMM: '(?<N>\\p{L}{3,9})',
  yy: '(?<y>\\d{2})',
  yyyy: '(?<y>\\d{4})',
}
const compiled = new Map<DateStyle, RegExp>()

function patternOf(style: DateStyle): RegExp {
  let pattern = compiled.get(style)
  if (!pattern) {
    const source = style.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(TOKEN, token => PATTERN[token]!)
    pattern = new RegExp(`^${source}$`, 'u')
    compiled.set(style, pattern)
  }
  return pattern
}

/** The date, or null where the text is not one in this style. Two-digit years: 70..99 are 19.., 00..69 are 20... */
export function parseDate(text: string, style: DateStyle): CivilDate | null {
  const found = patternOf(style).exec(text)?.groups
  if (!found) return null
  const [dayText, monthText, nameText, yearText] = [found['d'], found['M'], found['N'], found['y']]
  if (dayText === undefined || yearText === undefined) return null
  const month = nameText === undefined ? Number(monthText) : monthNamed(nameText)
  const short = Number(yearText)
  const year = yearText.length === 4 ? short : short < 70 ? 2000 + short : 1900 + short
  const day = Number(dayText)
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null
  return { year, month, day }
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()
const monthNamed = (name: string) =>
  MONTHS.findIndex(month => month.slice(0, Math.max(3, name.length)).toLowerCase() === name.toLowerCase()) + 1

export function printDate({ year, month, day }: CivilDate, style: DateStyle): string {
  return style.replace(TOKEN, token => {
    switch (token) {
      case 'd':
        return String(day)
      case 'dd':
        return String(day).padStart(2, '0')
      case 'M':
        return String(month)
      case 'MM':
        return String(month).padStart(2, '0')
      case 'MMM':
        return MONTHS[month - 1]!.slice(0, 3)
      case 'MMMM':
        return MONTHS[month - 1]!
      case 'yy':
        return String(year % 100).padStart(2, '0')
      default:
        return String(year).padStart(4, '0')
    }
  })
}
