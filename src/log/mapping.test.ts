import { expect, test } from 'vitest'
import { mappedColumns, mappingFrom, roleColumns } from './mapping.ts'

test('the short forms are filled in, and what is filled in is accepted again', () => {
  const mapping = mappingFrom({ version: 1, caseId: 'order', activity: ['step', 'part'], complete: 'at' })
  expect(mapping).toEqual({
    version: 1,
    table: {},
    caseId: { columns: ['order'], separator: ' | ' },
    activity: { columns: ['step', 'part'], separator: ' | ' },
    complete: { columns: ['at'] },
    timeZone: 'UTC',
    columns: [],
    others: 'keep',
  })
  expect(mappingFrom(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping)
})

test('a column may be said in full', () => {
  const column = {
    column: 'paid',
    key: 'amount',
    action: 'keep',
    scope: 'case',
    type: 'float',
    meaning: { kind: 'money', unit: 'EUR' },
    personal: false,
  }
  expect(mappingFrom({ version: 1, caseId: 'a', activity: 'b', complete: null, columns: [column] }).columns).toEqual([
    column,
  ])
})

test('role columns come first and once', () => {
  const mapping = mappingFrom({
    version: 1,
    caseId: 'a',
    activity: 'a',
    complete: 't',
    resource: 'r',
    columns: [{ column: 'x' }, { column: 'r' }],
  })
  expect(roleColumns(mapping)).toEqual(['a', 't', 'r'])
  expect(mappedColumns(mapping)).toEqual(['a', 't', 'r', 'x'])
})

test.each([
  [{}, 'Mapping: version must be 1, not nothing.'],
  [[], 'Mapping: the mapping must be an object.'],
  [{ version: 1 }, 'Mapping: caseId is missing: name the column.'],
  [{ version: 1, caseId: [], activity: 'b' }, 'Mapping: caseId must be a list of at least one column name.'],
  [{ version: 1, caseId: 'a', activity: 'b', complete: ['x'] }, 'Mapping: complete must be an object.'],
  [
    { version: 1, caseId: 'a', activity: 'b', complete: { columns: ['x', 'y', 'z'] } },
    'Mapping: complete.columns must be one column, or a date and a time-of-day column.',
  ],
  [
    { version: 1, caseId: 'a', activity: 'b', table: { delimiter: '::' } },
    'Mapping: table.delimiter must be one ASCII character.',
  ],
  [
    { version: 1, caseId: 'a', activity: 'b', table: { decimal: ';' } },
    'Mapping: table.decimal must be one of ".", ",", not ";".',
  ],
  [
    { version: 1, caseId: 'a', activity: 'b', table: { missing: '?' } },
    'Mapping: table.missing must be a list of texts.',
  ],
  [{ version: 1, caseId: 'a', activity: 'b', columns: [{}] }, 'Mapping: columns[0].column is missing.'],
  [
    { version: 1, caseId: 'a', activity: 'b', columns: [{ column: 'x', type: 'money' }] },
    'Mapping: columns[0].type must be one of "string", "int", "float", "boolean", "date", not "money".',
  ],
  [
    { version: 1, caseId: 'a', activity: 'b', columns: [{ column: 'x', meaning: { kind: 'age' } }] },
    'Mapping: columns[0].meaning.kind must be one of "money", "number", "due", not "age".',
  ],
])('%j is refused: %s', (value, message) => {
  expect(() => mappingFrom(value)).toThrow(message)
})
