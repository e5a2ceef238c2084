import { isDay } from './checksums.ts'

const MONTHS = new Map<string, number>()
for (const [i, names] of [
  'jan january januar janvier enero gennaio januari janeiro stycznia',
  'feb february februar février fevrier febrero febbraio februari fevereiro lutego',
  'mar march märz maerz mrz mars marzo maart março marca',
  'apr april avril abril aprile kwietnia',
  'may mai mayo maggio mei maj maio maja',
  'jun june juni juin junio giugno junho czerwca',
  'jul july juli juillet julio luglio julho lipca',
  'aug august août aout agosto augustus augusti sierpnia',
  'sep sept september septembre septiembre settembre setembro września',
  'oct okt october oktober octobre octubre ottobre outubro października',
  'nov november novembre noviembre novembro listopada',
  'dec dez december dezember décembre decembre diciembre dicembre dezembro grudnia',
].entries())
  for (const name of names.split(' ')) MONTHS.set(name, i + 1)

const NUMERIC = /\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}(?:([-./])| ?\. ?)\d{1,2}(?:\2| ?\. ?)(?:\d{4}|\d{2})/g
const WRITTEN =
  /\d{1,2}(?:st|nd|rd|th|er|º|\.)? ?(?:de |of )?(\p{L}{3,12})\.?,? (?:de |of )?\d{4}|(\p{L}{3,12})\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}/gu

export interface FoundDate {
  readonly from: number
  readonly to: number
  readonly year: number
}

/** Days written in a text, in the orders of the usual countries. Patterns are bounded: linear. */
export function datesIn(text: string): FoundDate[] {
  const found: FoundDate[] = []
  const add = (match: RegExpExecArray, year: number | null) => {
    const [from, to] = [match.index, match.index + match[0].length]
    const isWhole = !/[\d]/.test(text[from - 1] ?? '') && !/\d/.test(text[to] ?? '')
    if (year !== null && isWhole) found.push({ from, to, year })
  }
  for (const match of text.matchAll(NUMERIC)) add(match, yearOfNumeric(match[0]))
  for (const match of text.matchAll(WRITTEN)) {
    const month = MONTHS.get((match[1] ?? match[2])!.toLowerCase())
    const numbers = match[0].match(/\d+/g)!.map(Number)
    if (month !== undefined) add(match, isDay(numbers[1]!, month, numbers[0]!) ? numbers[1]! : null)
  }
  return found
}

function yearOfNumeric(written: string): number | null {
  const [a, b, c] = written.split(/\D+/).map(Number) as [number, number, number]
  if (a > 31) return isDay(a, b, c) ? a : null
  const year = c > 99 ? c : c > 30 ? 1900 + c : 2000 + c
  return isDay(year, b, a) || isDay(year, a, b) ? year : null
}
