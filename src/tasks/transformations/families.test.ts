import { describe, expect, test } from 'vitest'
import { learnTransformation } from './learn.ts'
import { printProgram } from './print-program.ts'
import { evaluate } from './program.ts'

/** `a | b => c; …`: what is learned of the examples makes of `input`. */
function made(examples: string, ...inputs: string[]): string | null {
  const learned = learnTransformation(
    examples.split('; ').map(example => {
      const [left = '', output = ''] = example.split(' => ')
      return { inputs: left.split(' | '), output }
    }),
  )
  if (!learned.ok) throw new Error(learned.because)
  return evaluate(learned.value.program, inputs)
}

describe('families of transformations', () => {
  test.each([
    [
      'initials, of however many words',
      'Ann Lee => AL; Bob Cy Ray => BCR; Di May Fox Orr => DMFO',
      'Ed Gy Hill',
      'EGH',
    ],
    [
      'a key in groups, however long',
      'DE8937040044 => DE89 3704 0044; FR14 => FR14; AT61190430023457 => AT61 1904 3002 3457',
      'NL91ABNA04',
      'NL91 ABNA 04',
    ],
    ['places of a key', '123456789012 => 5678; 998877665544 => 7766; 192837465564 => 3746', '111122223333', '2222'],
    [
      'the first five letters, or what there is',
      'Weber => webe1; Abel => abel1; Zimmermann => zimm1; Ng => ng1',
      'Fischer',
      'fisc1',
    ],
    [
      'camel case',
      'orderLine => order line; itemPriceTotal => item price total; dueDate => due date',
      'netAmount',
      'net amount',
    ],
    ['fields of any number', 'a,b => a|b; c => c; d,e,f => d|e|f', 'g,h,i,j', 'g|h|i|j'],
    [
      'umlauts spelled out',
      'Jörg Groß => joerg.gross; Ute König => ute.koenig; Ann Bär => ann.baer',
      'Rüdiger Götz',
      'ruediger.goetz',
    ],
    ['how many', 'Rome, Bonn => 2; Linz => 1; Graz, Wien, Bern => 3; Kiel, Nice => 2', 'a, b, c, d, e', '5'],
    [
      'months of other languages',
      '5. März 2024 => 2024-03-05; 12. Mai 2023 => 2023-05-12; 31. Oktober 1999 => 1999-10-31',
      '1. Dezember 2020',
      '2020-12-01',
    ],
    ['a month of a year', 'Mar-24 => 2024-03; Dec-99 => 1999-12; Jul-20 => 2020-07', 'Oct-21', '2021-10'],
    ['hours and minutes', '90 => 1 h 30 min; 125 => 2 h 5 min; 61 => 1 h 1 min', '600', '10 h 0 min'],
    ['a day of the week', '2024-02-29 => Thursday; 2024-03-01 => Friday; 2023-12-31 => Sunday', '1999-12-31', 'Friday'],
    [
      'a date some days later',
      '01.01.2024 => 31.01.2024; 15.02.2024 => 16.03.2024; 20.12.2023 => 19.01.2024',
      '02.03.2024',
      '01.04.2024',
    ],
    [
      'the end of the month',
      '01.02.2024 => 29.02.2024; 15.03.2023 => 31.03.2023; 20.04.2023 => 30.04.2023',
      '05.02.2023',
      '28.02.2023',
    ],
    ['a time of twelve hours', '2:05 PM => 14:05; 11:30 AM => 11:30; 12:10 AM => 00:10', '12:45 PM', '12:45'],
    ['minutes as a length of time', '90 => 1:30; 125 => 2:05; 45 => 0:45', '600', '10:00'],
    [
      'a number with the digits that it has',
      '1.234,50 => 1234.50; 99,25 => 99.25; 7,75 => 7.75',
      '8.300,00',
      '8300.00',
    ],
    ['a rounded price with tax', '12.34 => 14.68; 99.99 => 118.99; 5.05 => 6.01; 1287.08 => 1531.63', '41.24', '49.08'],
    [
      'a rounded price without it',
      '14.68 => 12.34; 118.99 => 99.99; 1532.30 => 1287.65; 6458.12 => 5426.99',
      '49.08',
      '41.24',
    ],
    ['a share as per cent', '0.125 => 12.5 %; 0.056 => 5.6 %; 0.990 => 99.0 %', '0.004', '0.4 %'],
    ['the product of three', '1 | 2 | 3 => 6; 10 | 5 | 1 => 50; 7 | 7 | 2 => 98', '2 | 2 | 8', '32'],
    ['the sum of three', '1 | 2 | 3 => 6; 10 | 5 | 1 => 16; 7 | 7 | 0 => 14', '20 | 22 | 8', '50'],
    ['money divided', '25.00 | 4 => 6.25; 9.90 | 3 => 3.30; 7.50 | 5 => 1.50', '12.60 | 2', '6.30'],
    [
      'a word before the rest',
      'Herr | Lee => Hr. Lee; Frau | Ray => Fr. Ray; Herr | May => Hr. May; Frau | Fox => Fr. Fox',
      'Frau | Orr',
      'Fr. Orr',
    ],
    [
      'a piece of a field',
      'A St 1, 123 New York => New York; B Way 2, 456 Bonn => Bonn; C Pl 3, 789 San Diego => San Diego',
      'D Rd 4, 555 Den Haag',
      'Den Haag',
    ],
  ])('%s', (_, examples, input, output) => {
    expect(made(examples, ...input.split(' | '))).toBe(output)
  })
})

describe('what the examples do not say is not known', () => {
  test('a text with another number of pieces than all examples had', () => {
    const examples = 'Ann Lee => Lee; Bob Ray => Ray; Cy May => May'
    expect(made(examples, 'Di Fox')).toBe('Fox')
    expect(made(examples, 'Mary Ann Fox')).toBe(null)
    expect(made(`${examples}; Ed von Orr => Orr`, 'Mary Ann Fox')).toBe('Fox')
  })
  test('a kind of source that was never seen, once kinds matter', () => {
    const examples = '1 kg => 1 Kilo; 7 kg => 7 Kilo; 3 m => 3 Meter; 9 m => 9 Meter; 5 pc => 5 Piece; 8 pc => 8 Piece'
    expect(made(examples, '4 m')).toBe('4 Meter')
    expect(made(examples, '4 l')).toBe(null)
  })
  test('a short table is no rule that guesses', () => {
    const examples = Array.from({ length: 4 }, () => 'yes => ja; no => nein').join('; ')
    expect(made(examples, 'no')).toBe('nein')
    expect(made(examples, 'maybe')).toBe(null)
    expect(made(`${examples}; ${examples}; yes => jaa`, 'yes')).toBe('ja')
  })
})

describe('examples that are written otherwise', () => {
  const dates = [...Array(14).keys()].map(i => [`${10 + i}.0${1 + (i % 9)}.2024`, `2024-0${1 + (i % 9)}-${10 + i}`])
  const learned = (odd: readonly number[]) =>
    learnTransformation(
      dates.map(([input, output], i) => ({ inputs: [input!], output: odd.includes(i) ? `${output}x` : output! })),
    )
  test('are mistakes where they are few, and no case of their own', () => {
    const result = learned([5])
    expect(result).toMatchObject({ ok: true, value: { support: 13, counterexamples: [5] } })
    expect(result.ok && printProgram(result.value.program)).toBe('date(a, d.M.yyyy → yyyy-MM-dd)')
    expect(result.ok && result.value.doubt).toBeUndefined()
  })
  test('are a doubt where they are more', () => {
    const result = learned([5, 11])
    expect(result).toMatchObject({ ok: true, value: { support: 12, confidence: 0 } })
    expect(result.ok && result.value.doubt).toBe('2 of 14 examples are written otherwise: a case may be missing')
  })
})
