import { random } from '../base/random.ts'
import type { Parameter, Procedure } from '../tasks/procedure/procedure.ts'

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  email: ['kim.sample@example.com', 'alex.probe@example.org', 'sam.test@example.net'],
  'person-name': ['Kim Sample', 'Alex Probe', 'Sam Test'],
  date: ['03/11/2024', '28/02/2025', '15/07/2024'],
  'birth-date': ['01/02/1980', '14/09/1975', '30/06/1991'],
  iban: ['DE89 3704 0044 0532 0130 00', 'GB82 WEST 1234 5698 7654 32', 'FR14 2004 1010 0505 0001 3M02 606'],
  card: ['4111 1111 1111 1111', '5555 5555 5555 4444', '3782 822463 10005'],
  phone: ['+49 30 901820', '+44 20 7946 0958', '+1 555 010 0199'],
  'ip-address': ['192.0.2.10', '198.51.100.7', '203.0.113.5'],
  url: ['https://example.com/a', 'https://example.org/b', 'https://example.net/c'],
}
const LOWER = 'bcdfghklmnprstvaeiou'

/** Rows of invented values: reserved test values of the class where there are some, else letters and digits of the shape. */
export function sampleRows(procedure: Procedure, count: number): readonly Readonly<Record<string, string>>[] {
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(procedure.parameters.map((parameter, p) => [parameter.name, sampleValue(parameter, row, p)])),
  )
}

export function sampleValue({ class: kind, shape }: Parameter, row: number, seed = 0): string {
  const known = CLASSES[kind]
  if (known) return known[row % known.length]!
  const draw = random(1000 * seed + row + 1)
  const one = (letters: string) => letters[Math.floor(draw() * letters.length)]!
  return shape.replace(/[Aa9]/g, sign =>
    sign === '9' ? one('123456789') : sign === 'a' ? one(LOWER) : one(LOWER).toUpperCase(),
  )
}
