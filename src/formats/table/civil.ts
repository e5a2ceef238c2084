/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar. H. Hinnant, chrono-compatible algorithms, 2014. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = ((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0
  const dayOfEra = yearOfEra * 365 + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0) + dayOfYear + day - 1
  return era * 146097 + dayOfEra - 719468
}

const DAYS = Uint8Array.of(0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

export function isCivil(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  if (day <= DAYS[month]!) return true
  return month === 2 && day === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

const MONTHS: readonly (readonly string[])[] = [
  [
    'jan',
    'january',
    'januar',
    'jän',
    'jänner',
    'janv',
    'janvier',
    'ene',
    'enero',
    'gen',
    'gennaio',
    'januari',
    'janeiro',
    'sty',
    'янв',
  ],
  [
    'feb',
    'february',
    'februar',
    'févr',
    'fév',
    'février',
    'febrero',
    'febbraio',
    'februari',
    'fev',
    'fevereiro',
    'lut',
    'фев',
  ],
  ['mar', 'march', 'mär', 'märz', 'mrz', 'mars', 'marzo', 'mrt', 'maart', 'março', 'мар'],
  ['apr', 'april', 'avr', 'avril', 'abr', 'abril', 'aprile', 'kwi', 'апр'],
  ['may', 'mai', 'mayo', 'mag', 'maggio', 'mei', 'maio', 'maj', 'май'],
  ['jun', 'june', 'juni', 'juin', 'junio', 'giu', 'giugno', 'junho', 'cze', 'июн'],
  ['jul', 'july', 'juli', 'juil', 'juillet', 'julio', 'lug', 'luglio', 'julho', 'lip', 'июл'],
  ['aug', 'august', 'août', 'aoû', 'ago', 'agosto', 'augustus', 'sie', 'авг'],
  ['sep', 'sept', 'september', 'septembre', 'septiembre', 'set', 'settembre', 'setembro', 'wrz', 'сен'],
  ['oct', 'october', 'okt', 'oktober', 'octobre', 'octubre', 'ott', 'ottobre', 'out', 'outubro', 'paź', 'окт'],
  ['nov', 'november', 'novembre', 'noviembre', 'novembro', 'lis', 'ноя'],
  ['dec', 'december', 'dez', 'dezember', 'déc', 'décembre', 'dic', 'diciembre', 'dicembre', 'dezembro', 'gru', 'дек'],
]
const BY_NAME = new Map(MONTHS.flatMap((names, index) => names.map(name => [name, index + 1] as const)))

/** 1..12 for a month's name or abbreviation in one of the languages above, 0 where it is none. */
export const monthNamed = (word: string): number => BY_NAME.get(word.toLowerCase()) ?? 0
