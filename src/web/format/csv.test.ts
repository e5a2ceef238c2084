import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'

test('text that a spreadsheet would run as a formula gets an apostrophe', () => {
  expect(
    toCsv(
      ['a', 'b'],
      [
        ['=cmd()', -3],
        ['+1', '@x'],
        ['-2', '\tq'],
      ],
    ),
  ).toBe("\ufeffa,b\r\n'=cmd(),-3\r\n'+1,'@x\r\n'-2,'\tq\r\n")
})
test('commas, quotes and line ends are quoted, missing values are empty', () => {
  expect(toCsv(['x,y'], [['say "hi"'], ['a\nb'], [null], [Number.NaN], [true]])).toBe(
    '\ufeff"x,y"\r\n"say ""hi"""\r\n"a\nb"\r\n\r\n\r\ntrue\r\n',
  )
})
