import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRolesCsv } from './read-roles-csv.ts'
import { readRoles } from './read-tables.ts'

const told = (text: string) =>
  readRolesCsv(text).problems.map(({ row, column, what }) => `${row} ${column ?? '-'}: ${what}`)

describe('roles as CSV', () => {
  test('what a row is, its cells tell', () => {
    const { tables, problems } = readRolesCsv(
      '\ufeffPerson;Role;Limit;Activity;For;From;To\r\nada;boss;;;;2024-01-01;\r\n;boss;5000.5;Approve order;;;2025-01-01\r\n"ben; the second";;;;ada;;\r\n\r\n',
    )
    expect(problems).toEqual([])
    expect(tables).toEqual({
      roles: [{ person: 'ada', role: 'boss', from: '2024-01-01' }],
      limits: [{ role: 'boss', activity: 'Approve order', limit: 5000.5, to: '2025-01-01' }],
      substitutes: [{ person: 'ben; the second', for: 'ada' }],
    })
  })
  test('every problem is told by its row and column, and the other rows are read', () => {
    const text =
      'person,role,limit,for,from,to,team\nada,boss,,,,,\nada,boss,100,,,,\nben,,ten,,,,\n,boss,,,2024-13-01,,\nada,boss,,cleo,2024-02-01,2024-01-01,\nada,,,,,,\na,b,,,,,,x\n'
    expect(told(text)).toEqual([
      '1 team: A column "team" has no meaning here.',
      '3 role: A limit is of a person or of a role.',
      '4 limit: "ten" is no number.',
      '5 from: "2024-13-01" is no date.',
      '5 person: Who has the role is missing.',
      '6 to: It ends before it begins.',
      '6 role: A row of a substitute has no "role".',
      '7 role: The row says no role, no limit and no "for".',
      '8 -: It has 8 cells, the header 7.',
    ])
    expect(readRolesCsv(text).tables.roles).toEqual([{ person: 'ada', role: 'boss' }])
    expect(told('name\nada\n')).toEqual(['1 -: There is no column "person" and no column "role".'])
    expect(told('person,role\n"ada,boss\n')[0]).toMatch(/^2 -: A quote is opened/)
    expect(told('person,role\n')).toEqual(['1 -: There is no row below the header.'])
  })
  test('a file by its name is read as CSV, and its first problem refuses it', () => {
    expect(readRoles('person\trole\nada\tboss\n', 'roles.TSV').roles).toEqual([
      { person: 'ada', role: 'boss', from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY },
    ])
    expect(() => readRoles('person,role,from\nada,boss,soon\n', 'roles.csv')).toThrow(
      'roles.csv, row 2, column "from": "soon" is no date. Write it as 2026-12-31',
    )
  })
  test('any names come through quotes as they are', () => {
    const name = fc.string({ minLength: 1 }).filter(text => text.trim() === text && !text.includes('\r'))
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { minLength: 1 }), rows => {
        const text = ['person,role', ...rows.map(row => row.map(quoted).join(','))].join('\n')
        expect(readRolesCsv(text)).toEqual({
          tables: { roles: rows.map(([person, role]) => ({ person, role })), limits: [], substitutes: [] },
          problems: [],
        })
      }),
    )
  })
})
