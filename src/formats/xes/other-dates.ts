import { decodeUtf8 } from '../../base/utf8.ts'
import { DAY_MS, daysOf } from './dates.ts'

export interface ParsedDate {
  readonly ms: number
  readonly nanoseconds: number
  readonly zoned: boolean
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Zone names of RFC 2822 section 4.3, in minutes east of Greenwich. */
const zones: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
}

const clock = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?`
const zone = String.raw`(?:\s*(z|[a-z]{2,3})?\s*([+-]\d{2}:?(?:\d{2})?)?)`
const year = String.raw`([+-]?\d{4,6})`

/** `2023-10-06 09:30:21 UTC`, years of more than four digits, `2023-10-06`, `2023/10/06 09:30`, `20231006T093021Z`. */
const yearFirst = new RegExp(`^${year}([-/.])(\\d{1,2})\\2(\\d{1,2})(?:(?:t|\\s+)${clock}${zone})?$`, 'i')
const basic = /^(\d{4})(\d{2})(\d{2})t(\d{2})(\d{2})(\d{2})?(?:[.,](\d+))?(z|[+-]\d{2}:?(?:\d{2})?)?$/i
/** RFC 2822: `Fri, 06 Oct 2023 09:30:21 +0000`. */
const mail = new RegExp(
  `^(?:[a-z]{3,9},?\\s+)?(\\d{1,2})\\s+([a-z]{3})[a-z]*\\s+${year}\\s+${clock}${zone}(?:\\s*\\(.*\\))?$`,
  'i',
)
/** `Mon Apr 03 2023 12:08:18 GMT+0200 (Mitteleuropäische Sommerzeit)`, as browsers print. */
const browser = new RegExp(
  `^(?:[a-z]{3,9},?\\s+)?([a-z]{3})[a-z]*\\s+(\\d{1,2}),?\\s+${year}\\s+${clock}${zone}(?:\\s*\\(.*\\))?$`,
  'i',
)
/** `Mon Apr  3 12:08:18 UTC 2023`, as C and Java print. */
const unix = new RegExp(`^(?:[a-z]{3,9}\\s+)?([a-z]{3})[a-z]*\\s+(\\d{1,2})\\s+${clock}${zone}\\s+(\\d{4})$`, 'i')

type Parts = readonly (string | undefined)[]

/**
 * The date forms that logs carry besides the ISO form at fixed positions. A date without a zone is read as UTC and
 * `zoned` is false. null where the text is none of them, or names no real instant.
 */
export function parseOtherDate(source: Uint8Array, from: number, to: number): ParsedDate | null {
  const text = decodeUtf8(source, from, to)
  let m: Parts | null
  if ((m = yearFirst.exec(text))) return assemble(m[1], m[3], m[4], m.slice(5, 9), m[9], m[10])
  if ((m = basic.exec(text))) {
    const named = m[8]?.toLowerCase() === 'z'
    return assemble(m[1], m[2], m[3], m.slice(4, 8), named ? 'z' : undefined, named ? undefined : m[8])
  }
  if ((m = mail.exec(text))) return assemble(m[3], monthOf(m[2]), m[1], m.slice(4, 8), m[8], m[9])
  if ((m = browser.exec(text))) return assemble(m[3], monthOf(m[1]), m[2], m.slice(4, 8), m[8], m[9])
  if ((m = unix.exec(text))) return assemble(m[9], monthOf(m[1]), m[2], m.slice(3, 7), m[7], m[8])
  return null
}

const monthOf = (name: string | undefined): string => String(months.indexOf((name ?? '').toLowerCase()) + 1)

function assemble(
  yearText: string | undefined,
  month: string | undefined,
  day: string | undefined,
  time: Parts,
  zoneName: string | undefined,
  offset: string | undefined,
): ParsedDate | null {
  const [hours, minutes, seconds] = [Number(time[0] ?? 0), Number(time[1] ?? 0), Number(time[2] ?? 0)]
  if (hours > 24 || minutes > 59 || seconds > 60 || (hours === 24 && minutes + seconds > 0)) return null
  const named = zoneName === undefined ? 0 : zones[zoneName.toLowerCase()]
  const shift = offset === undefined ? 0 : offsetMinutes(offset)
  if (named === undefined || shift === null) return null
  const below = Number((time[3] ?? '').slice(0, 9).padEnd(9, '0'))
  const whole = Math.floor(below / 1_000_000)
  const ms =
    daysOf(Number(yearText), Number(month), Number(day)) * DAY_MS +
    ((hours * 60 + minutes - named - shift) * 60 + seconds) * 1000 +
    whole
  if (!(Math.abs(ms) <= 8.64e15)) return null
  return { ms, nanoseconds: below - whole * 1_000_000, zoned: zoneName !== undefined || offset !== undefined }
}

function offsetMinutes(offset: string): number | null {
  const digits = offset.slice(1).replace(':', '')
  const minutes = Number(digits.slice(2) || 0)
  if (minutes > 59) return null
  return (offset[0] === '-' ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + minutes)
}
