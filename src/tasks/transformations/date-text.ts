import { dayNames, type Language, languages, monthNames } from './date-names.ts'

/**
 * A date format of letters and separators: `d` `dd` day, `M` `MM` month, `MMM` `MMMM` its name, `yy` `yyyy` year, `EEE` `EEEE`
 * day of the week, `Q` quarter; what stands between `'` and everything else stands for itself. A language in brackets
 * at the end (`d. MMMM yyyy [de]`) is the one of the names; English where there is none.
 */
export type DateStyle = string

export interface CivilDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** What is added to a date: days, months (the last day of a shorter one), or what is left of its month. */
export interface DateShift {
  readonly unit: 'days' | 'months' | 'to end of month'
  readonly count: number
}

const orders = ['d M y', 'M d y', 'y M d']
const days = ['dd', 'd']
const years = ['yyyy', 'yy']

/** All formats that texts are tried against: the orders of day, month and year with each usual separator. */
export const numericDateStyles: readonly DateStyle[] = orders
  .flatMap(order =>
    ['-', '/', '.', ' ', ''].flatMap(separator =>
      years.flatMap(year =>
        days.map(day =>
          separator === '' && day === 'd'
            ? ''
            : order
                .replace('d', day)
                .replace('M', day === 'dd' ? 'MM' : 'M')
                .replace('y', year)
                .replaceAll(' ', separator),
        ),
      ),
    ),
  )
  .filter(style => style !== '')

/** Formats with the name of the month, by language. */
export const namedDateStyles: readonly DateStyle[] = languages.flatMap(language =>
  days.flatMap(day =>
    ['MMM', 'MMMM'].flatMap(month =>
      [
        `${day} ${month} yyyy`,
        `${day}-${month}-yyyy`,
        `${day}-${month}-yy`,
        `${month} ${day}, yyyy`,
        `${day}. ${month} yyyy`,
        ...(language === 'es' || language === 'pt' ? [`${day} 'de' ${month} 'de' yyyy`] : []),
      ].map(style => inLanguage(style, language)),
    ),
  ),
)

/** Months of a year: read as their first day. */
export const monthStyles: readonly DateStyle[] = ['MM/yyyy', 'M/yyyy', 'MM.yyyy', 'yyyy-MM', 'MM/yy']
export const namedMonthStyles: readonly DateStyle[] = languages.flatMap(language =>
  ['MMMM yyyy', 'MMM yyyy', 'MMM-yy', 'MMM yy'].map(style => inLanguage(style, language)),
)

/** Parts of a date that a field may ask for. */
export const datePartStyles: readonly DateStyle[] = [
  'd',
  'dd',
  'M',
  'MM',
  'yy',
  'yyyy',
  'MM/yyyy',
  'yyyy-MM',
  'MM/yy',
  'Q',
]
export const namedPartStyles: readonly DateStyle[] = languages.flatMap(language =>
  ['MMM', 'MMMM', 'EEE', 'EEEE'].map(style => inLanguage(style, language)),
)

function inLanguage(style: DateStyle, language: Language): DateStyle {
  return language === 'en' ? style : `${style} [${language}]`
}

const TOKEN = /'[^']*'|MMMM|MMM|MM|M|dd|d|yyyy|yy|EEEE|EEE|Q/g
const PATTERN: Readonly<Record<string, string>> = {
  d: '(?<d>\\d{1,2})',
  dd: '(?<d>\\d{2})',
  M: '(?<M>\\d{1,2})',
  MM: '(?<M>\\d{2})',
  MMM: '(?<N>\\p{L}{3})',
  MMMM: '(?<N>\\p{L}{3,12})',
  yy: '(?<y>\\d{2})',
  yyyy: '(?<y>\\d{4})',
}
interface Compiled {
  readonly pattern: RegExp
  readonly body: string
  readonly language: Language
}
const compiled = new Map<DateStyle, Compiled>()

function compile(style: DateStyle): Compiled {
  let known = compiled.get(style)
  if (!known) {
    const [, body = style, language = 'en'] = /^(.*) \[(\w\w)\]$/.exec(style) ?? []
    const source = body
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(TOKEN, token => PATTERN[token] ?? token.replaceAll("'", ''))
    known = { pattern: new RegExp(`^${source}$`, 'u'), body, language: language as Language }
    compiled.set(style, known)
  }
  return known
}

/** The date, or null where the text is not one in this style; the first of the month in styles without a day. Two-digit years: 70..99 are 19.., 00..69 are 20... */
export function parseDate(text: string, style: DateStyle): CivilDate | null {
  const { pattern, language } = compile(style)
  const found = pattern.exec(text)?.groups
  if (!found) return null
  const [dayText, monthText, nameText, yearText] = [found['d'], found['M'], found['N'], found['y']]
  if ((monthText ?? nameText) === undefined || yearText === undefined) return null
  const month = nameText === undefined ? Number(monthText) : monthNamed(nameText, language)
  const short = Number(yearText)
  const year = yearText.length === 4 ? short : short < 70 ? 2000 + short : 1900 + short
  const day = Number(dayText ?? 1)
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null
  return { year, month, day }
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()
const monthNamed = (name: string, language: Language) =>
  monthNames[language]!.findIndex(
    month => month.slice(0, Math.max(3, name.length)).toLowerCase() === name.toLowerCase(),
  ) + 1

export function shifted({ year, month, day }: CivilDate, { unit, count }: DateShift): CivilDate {
  if (unit === 'to end of month') return { year, month, day: daysIn(year, month) }
  if (unit === 'days') return civil(new Date(Date.UTC(year, month - 1, day + count)))
  const first = civil(new Date(Date.UTC(year, month - 1 + count, 1)))
  return { ...first, day: Math.min(day, daysIn(first.year, first.month)) }
}

/** Days since 1970-01-01. */
export const dayNumber = ({ year, month, day }: CivilDate): number => Date.UTC(year, month - 1, day) / 86_400_000
const civil = (date: Date): CivilDate => ({
  year: date.getUTCFullYear(),
  month: date.getUTCMonth() + 1,
  day: date.getUTCDate(),
})

export function printDate(date: CivilDate, style: DateStyle): string {
  const { year, month, day } = date
  const { body, language } = compile(style)
  const two = (number: number) => String(number).padStart(2, '0')
  return body.replace(TOKEN, token => {
    switch (token) {
      case 'd':
        return String(day)
      case 'dd':
        return two(day)
      case 'M':
        return String(month)
      case 'MM':
        return two(month)
      case 'MMM':
        return monthNames[language]![month - 1]!.slice(0, 3)
      case 'MMMM':
        return monthNames[language]![month - 1]!
      case 'EEE':
        return weekday(date, language).slice(0, 3)
      case 'EEEE':
        return weekday(date, language)
      case 'Q':
        return String(Math.ceil(month / 3))
      case 'yy':
        return two(year % 100)
      case 'yyyy':
        return String(year).padStart(4, '0')
      default:
        return token.replaceAll("'", '')
    }
  })
}

// 1970-01-01 was a Thursday
const weekday = (date: CivilDate, language: Language) => dayNames[language]![(((dayNumber(date) + 3) % 7) + 7) % 7]!
