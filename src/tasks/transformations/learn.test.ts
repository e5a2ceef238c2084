import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Example } from './example.ts'
import { functionalDependencies } from './functional-dependencies.ts'
import { learnTransformation, wilson } from './learn.ts'
import { printProgram } from './print-program.ts'
import { evaluate } from './program.ts'

const pairs = (text: string): Example[] =>
  text
    .trim()
    .split('\n')
    .map(line => {
      const [left = '', output = ''] = line.split('=>').map(part => part.trim())
      return { inputs: left.split('|').map(part => part.trim()), output }
    })

const learned = (text: string) => {
  const result = learnTransformation(pairs(text))
  if (!result.ok) throw new Error(result.because)
  return result.value
}
const applied = (text: string, ...inputs: string[]) => evaluate(learned(text).program, inputs)

describe('a transformation is learned from examples', () => {
  test('the same text', () => {
    expect(printProgram(learned('Ann => Ann\nBob => Bob\nCyd => Cyd').program)).toBe('a')
  })
  test('two names joined', () => {
    expect(printProgram(learned('Ann | Lee => Ann Lee\nBob | Ray => Bob Ray\nCyd | May => Cyd May').program)).toBe(
      'join(a, " ", b)',
    )
  })
  test('last name, comma, initial', () => {
    expect(applied('Ann Lee => Lee, A.\nBob Ray => Ray, B.\nCyd Joe May => May, C.', 'Dan Fox')).toBe('Fox, D.')
  })
  test('a date in another order', () => {
    const text = '11/03/1986 => 1986-03-11\n28/02/1990 => 1990-02-28\n01/12/2001 => 2001-12-01'
    expect(applied(text, '05/06/2007')).toBe('2007-06-05')
  })
  test('a date whose month becomes a name', () => {
    expect(
      applied('2020-01-05 => 5 Jan 2020\n2021-11-25 => 25 Nov 2021\n2022-07-14 => 14 Jul 2022', '1999-12-31'),
    ).toBe('31 Dec 1999')
  })
  test('a number with other signs', () => {
    expect(applied('1234.5 => 1.234,50\n99.25 => 99,25\n1000000 => 1.000.000,00', '2500.75')).toBe('2.500,75')
  })
  test('arithmetic: a price with tax', () => {
    expect(applied('100 => 119\n200 => 238\n50 => 59.5', '10')).toBe('11.9')
  })
  test('the sum of two fields', () => {
    expect(applied('1 | 2 => 3\n10 | 5 => 15\n7 | 7 => 14', '20', '22')).toBe('42')
  })
  test('digits of a telephone number under another pattern', () => {
    const text = '+61 039 689 9324 => 039-689-9324\n+61 043 512 4834 => 043-512-4834\n+61 073 394 8086 => 073-394-8086'
    expect(applied(text, '+61 012 345 6789')).toBe('012-345-6789')
  })
  test('leading zeros come and go', () => {
    expect(applied('000123 => 123\n004567 => 4567\n000001 => 1', '000042')).toBe('42')
    expect(applied('123 => 000123\n4567 => 004567\n1 => 000001', '42')).toBe('000042')
  })
  test('the case of letters', () => {
    expect(applied('ann lee => Ann Lee\nbob ray => Bob Ray\ncyd may => Cyd May', 'dan fox')).toBe('Dan Fox')
  })
  test('a condition on the form of the source', () => {
    const text = `Ann Lee => Lee
      Bob Ray => Ray
      Cyd May => May
      X-12 => 12
      Y-77 => 77
      Z-31 => 31`
    expect(applied(text, 'Dan Fox')).toBe('Fox')
    expect(applied(text, 'Q-99')).toBe('99')
  })
  test('a table of values, which knows nothing of values that it has not seen', () => {
    const text = 'DE => Germany\nFR => France\nDE => Germany\nFR => France\nIT => Italy\nIT => Italy'
    expect(printProgram(learned(text).program)).toBe('lookup(a; 3 entries)')
    expect(applied(text, 'IT')).toBe('Italy')
    expect(applied(text, 'ES')).toBe(null)
  })
  test('odd examples are counter-examples, not the end of the rule', () => {
    const text = `${Array.from({ length: 9 }, (_, i) => `item ${i}${i} => ${i}${i}`).join('\n')}\nitem 42 => oops`
    expect(learned(text)).toMatchObject({ support: 9, counterexamples: [9] })
    expect(learned(text).confidence).toBeCloseTo(wilson(9, 10), 12)
  })
  test('where nothing is common, the reason is told', () => {
    const result = learnTransformation(pairs('q => 1\nw => 22\ne => 7\nr => 19'))
    expect(result).toEqual({
      ok: false,
      because: 'no text of the sources stands in what was written, and equal sources do not give equal results',
    })
  })
  test('two examples are too few', () => {
    expect(learnTransformation(pairs('a => a\nb => b'))).toEqual({
      ok: false,
      because: 'only 2 examples: at least 3 are needed',
    })
  })
})

test('what is learned makes as many examples as it says, and learning twice gives the same', () => {
  const word = fc.stringMatching(/^[a-zA-Z]{1,8}$/)
  const example = fc.record({ first: word, last: word, number: fc.integer({ min: 1, max: 99_999 }) })
  const make = [
    ({ first, last }: { first: string; last: string }) => `${last.toUpperCase()}, ${first}`,
    ({ last, number }: { last: string; number: number }) => `${last}-${String(number).padStart(6, '0')}`,
    ({ first, number }: { first: string; number: number }) => `${first} #${number}`,
  ]
  fc.assert(
    fc.property(fc.array(example, { minLength: 5, maxLength: 12 }), fc.nat(2), (rows, which) => {
      const examples = rows.map(row => ({
        inputs: [`${row.first} ${row.last}`, String(row.number)],
        output: make[which]!(row),
      }))
      const result = learnTransformation(examples)
      expect(result.ok).toBe(true)
      if (!result.ok) return
      const hits = examples.filter(({ inputs, output }) => evaluate(result.value.program, inputs) === output)
      expect(result.value.support).toBe(hits.length)
      expect(result.value.support + result.value.counterexamples.length).toBe(examples.length)
      expect(learnTransformation(examples)).toEqual(result)
    }),
    { numRuns: 60, seed: 7 },
  )
})

describe('functional dependencies', () => {
  const columns = (...texts: string[]) => texts.map(text => Int32Array.from(text.split(' ').map(Number)))
  const options = { mostColumns: 2, leastAgreement: 1 }
  test('are minimal: a constant needs nothing, a pair only what neither fixes alone', () => {
    expect(functionalDependencies(columns('0 0 1 1'), columns('5 5 5 5')[0]!, options)).toEqual([
      { determinants: [], agreement: 1 },
    ])
    const [target] = columns('0 1 1 0 0 1 1 0')
    expect(functionalDependencies(columns('0 0 1 1 0 0 1 1', '0 1 0 1 0 1 0 1'), target!, options)).toEqual([
      { determinants: [0, 1], agreement: 1 },
    ])
  })
  test('a key determines nothing worth saying', () => {
    expect(functionalDependencies(columns('0 1 2 3'), columns('0 0 1 1')[0]!, options)).toEqual([])
  })
})
