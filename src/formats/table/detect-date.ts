import { nameWords } from '../../base/name-words.ts'
import { encodeUtf8 } from '../../base/utf8.ts'
import { monthNamed } from './civil.ts'
import { dateParser, newInstant } from './date-format.ts'

/** Formats under which a text is a date, best guess first; several where day and month could be either way round. */
export function guessDate(text: string): readonly string[] {
  const value = text.trim()
  if (value.length < 8 || value.length > 48 || !/\d/.test(value)) return []
  const bytes = encodeUtf8(value)
  const out = newInstant()
  return candidates(value).filter(format => dateParser(format)(bytes, 0, bytes.length, out))
}

const TIME =
  /^(.*?)(?:(,? +|T|, ?| - |\.(?=\d\d[.:])|:(?=\d\d:\d\d:))(\d{1,2})([:.h])(\d{2})(?:\4(\d{2})(?:([.,:])(\d{1,9}))?)?( ?[AaPp]\.?[Mm]\.?)?( ?(?:Z|[+-]\d{2}:?\d{2}|[+-]\d{2}|UTC|GMT|UT|CET|EST))?)?$/u

function candidates(value: string): string[] {
  const found: string[] = []
  if (/^([+-]\d{2})?\d{4}-\d{2}-\d{2}([T ]|$)/i.test(value)) found.push('iso')
  const compact = /^(\d{8})(T?)(\d{6}|\d{4})?(\d{3})?(Z|[+-]\d{4})?$/.exec(value)
  if (compact) {
    const time = compact[3] === undefined ? '' : compact[3].length === 6 ? 'HHmmss' : 'HHmm'
    found.push(`yyyyMMdd${compact[2] ? "'T'" : ''}${time}${compact[4] ? 'SSS' : ''}${compact[5] ? 'XXX' : ''}`)
  }
  const parts = TIME.exec(value)
  if (!parts) return found
  const [, day = '', gap, hour, colon, , second, dot, , half, zone] = parts
  let time = ''
  if (gap !== undefined) {
    time = quoteLetters(gap) + (half ? (hour!.length === 1 ? 'h' : 'hh') : hour!.length === 1 ? 'H' : 'HH')
    time += `${quoteLetters(colon!)}mm`
    if (second !== undefined) time += `${quoteLetters(colon!)}ss`
    if (dot !== undefined) time += `${dot}SSS`
    if (half) time += half.startsWith(' ') ? ' a' : 'a'
    if (zone) time += (zone.startsWith(' ') ? ' ' : '') + (/[A-Z]{2}/.test(zone) ? 'z' : 'XXX')
  }
  for (const date of datePatterns(day)) {
    const format = date + time
    if (!found.includes(format) && !(found[0] === 'iso' && date.startsWith('yyyy-'))) found.push(format)
  }
  return found
}

/** Patterns of the date part. Day first stands before month first, but with AM/PM handled by the caller's evidence. */
function datePatterns(day: string): string[] {
  const numbers = /^(\d{1,4})([-/. ]|年)(\d{1,2})(\2|月)(\d{1,4})(日)?$/u.exec(day)
  if (numbers) {
    const [, a = '', first = '', b = '', second = '', c = '', tail = ''] = numbers
    const two = (text: string, letter: string) => (text.length === 1 ? letter : letter + letter)
    if (a.length === 4)
      return [
        `yyyy${first}${two(b, 'M')}${second}${two(c, 'd')}${tail}`,
        `yyyy${first}${two(b, 'd')}${second}${two(c, 'M')}${tail}`,
      ]
    const year = c.length === 4 ? 'yyyy' : 'yy'
    if (c.length !== 4 && c.length !== 2) return []
    const either = [
      `${two(a, 'd')}${first}${two(b, 'M')}${second}${year}`,
      `${two(a, 'M')}${first}${two(b, 'd')}${second}${year}`,
    ]
    return year === 'yy' && a.length === 2 && c.length === 2
      ? [...either, `yy${first}${two(b, 'M')}${second}${two(c, 'd')}`]
      : either
  }
  return namedMonth(day)
}

function namedMonth(day: string): string[] {
  const words = day.match(/\p{L}+\.?|\d+|[^\p{L}\d]+/gu) ?? []
  let pattern = ''
  let months = 0
  let days = 0
  let years = 0
  for (const [i, word] of words.entries()) {
    const bare = word.replace(/\.$/, '')
    if (/^\d+$/.test(word)) {
      if (word.length === 4) {
        pattern += 'yyyy'
        years++
      } else if (days === 0) {
        pattern += word.length === 1 ? 'd' : 'dd'
        days++
      } else {
        pattern += 'yy'
        years++
      }
    } else if (/^\p{L}/u.test(word)) {
      if (monthNamed(bare) > 0) {
        pattern += 'MMM'
        months++
      } else if (i === 0) pattern += 'EEE'
      else return []
    } else pattern += word
  }
  return months === 1 && days === 1 && years === 1 ? [pattern] : []
}

const quoteLetters = (text: string) => text.replace(/[A-Za-z]+/g, letters => `'${letters}'`)

/** The same format with one- and two-digit parts both allowed: `dd/MM` becomes `d/M`. */
export function loosen(format: string): string {
  return format
    .replace(/(?<![d'])dd(?!d)/, 'd')
    .replace(/(?<!M)MM(?!M)/, 'M')
    .replace(/HH/, 'H')
    .replace(/hh/, 'h')
}

/** Allow the seconds' fraction, or the seconds, to be absent: files mix `12:00:00.5` and `12:00:00`. */
export function optionalFraction(format: string): string {
  return format.replace(/([.,])SSS/, '[$1SSS]')
}

/** `day` or `month` by what comes first in a numeric pattern; null where a format leaves no doubt. */
export function firstPart(format: string): 'day' | 'month' | null {
  const numeric = /^(?:EEE,? )?(d{1,2})[^A-Za-z]+M{1,2}(?!M)|^(M{1,2})[^A-Za-z]+d/.exec(format)
  return numeric === null ? null : numeric[1] !== undefined ? 'day' : 'month'
}

const BY_DAY = /(^| )(date|datetime|day|datum|tag|fecha|data|dia|timestamp|zeitstempel)( |$)/
/** 1990-01-01 and 2100-01-01 as a spreadsheet counts days. */
const FIRST_SERIAL = 32_874
const AFTER_SERIAL = 73_051

/**
 * Whether numbers are days since 1899-12-30, as a spreadsheet leaves dates that it exports as numbers: all between 1990 and
 * 2100, and with a fraction somewhere, or in a column whose name speaks of days (whole numbers of that size may be seconds).
 */
export function areSerials(name: string, values: readonly string[]): boolean {
  let fraction = false
  for (const value of values) {
    const days = Number(value.replace(',', '.'))
    if (!(days >= FIRST_SERIAL && days < AFTER_SERIAL)) return false
    fraction ||= !Number.isInteger(days)
  }
  return values.length > 0 && (fraction || BY_DAY.test(nameWords(name)))
}

/** The unit of an epoch that makes a whole number a time between 1990 and 2100, or null. */
export function guessEpoch(value: number): string | null {
  const size = Math.abs(value)
  for (const [format, unit] of [
    ['epoch s', 1],
    ['epoch ms', 1e3],
    ['epoch us', 1e6],
    ['epoch ns', 1e9],
  ] as const)
    if (size >= 631_152_000 * unit && size < 4_102_444_800 * unit) return format
  return null
}
