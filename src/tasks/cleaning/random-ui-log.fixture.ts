import fc from 'fast-check'

const places = [
  ['Excel', 'cell A1 in Sheet1'],
  ['Excel', 'cell B2 in Sheet1'],
  ['Excel', 'cell A1:B2 in Sheet1'],
  ['Chrome', 'textbox Name'],
  ['Chrome', 'textbox City'],
  ['Chrome', 'combobox Country'],
  ['Chrome', 'option Italy'],
  ['Chrome', 'button Save'],
  ['Chrome', 'checkbox Paid'],
  ['Chrome', 'div'],
] as const
const loose = [
  '- | Clipboard | copy',
  'ann | Excel | undo',
  'ann | Excel | redo',
  'ann | Chrome | undo',
  'ann | Chrome | submit',
  'ann | Chrome | open',
  'ann | Chrome | close',
  'ann | Chrome | navigate on https://shop.test/new',
  'ann | Chrome | navigate on https://shop.test/login',
  'ann | Chrome | scroll main',
  'ann | Chrome | hotkey',
  'ann | Excel | switch in Sheet1',
  'ann | Excel | switch in Sheet2',
] as const
const verbs = ['click', 'enter', 'paste', 'copy', 'read', 'select', 'key', 'double-click', 'cut', 'hover'] as const
const values = ['', ' = Jo', ' = John', ' = "John Doe"', ' = 12', ' = ""'] as const
const shown = ['', '', ' shows Jo', ' shows John'] as const
const times = ['', '', '', ' @5s', ' @?'] as const

const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...verbs),
        fc.constantFrom(...places),
        fc.constantFrom(...values),
        fc.constantFrom(...shown),
      )
      .map(([verb, [application, place], value, shows]) => `ann | ${application} | ${verb} ${place}${value}${shows}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...loose), fc.constantFrom(...values))
      .map(([line, value]) => (line.endsWith('copy') ? line + value : line)),
  },
)

/** UI logs as pictures in which every rule of cleaning finds something. */
export const pictures: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 20, arbitrary: fc.tuple(event, fc.constantFrom(...times)).map(parts => parts.join('')) },
      { weight: 1, arbitrary: fc.constant('---') },
    ),
    { minLength: 1, maxLength: 24 },
  )
  .map(lines => lines.join('\n'))
