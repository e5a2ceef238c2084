import { describe, expect, test } from 'vitest'
import { mappingFrom } from '../log/mapping.ts'
import { lessProtected } from './protected-columns.ts'

const base = { version: 1, caseId: 'order', activity: 'step', complete: 'when' }
const clerk = { column: 'clerk', action: 'keep', personal: true }
const mail = { column: 'mail', action: 'pseudonymise', personal: true }
const note = { column: 'note', action: 'drop' }
const zone = { column: 'zone', action: 'keep' }
const before = { ...base, resource: 'clerk', columns: [clerk, mail, note, zone] }
const less = (after: object, first: object = before) => lessProtected(mappingFrom(first), mappingFrom(after))

describe('another mapping of the same file', () => {
  test('protects no less where people are left as they are, whatever becomes of other columns', () => {
    expect(less(before)).toEqual([])
    expect(less({ ...before, columns: [clerk, mail, note, { ...zone, key: 'area', scope: 'case' }] })).toEqual([])
    expect(less({ ...before, activity: ['step', 'zone'] })).toEqual([])
  })

  test('may protect more', () => {
    const dropped = { column: 'clerk', action: 'drop' }
    expect(less({ ...base, columns: [dropped, { ...mail, action: 'drop' }, note] })).toEqual([])
    expect(less({ ...before, columns: [{ ...clerk, action: 'pseudonymise' }, mail, note] })).toEqual([])
    expect(less({ ...base, columns: [], others: 'drop' })).toEqual([])
  })

  test.each([
    ['kept instead of pseudonymised', { ...before, columns: [clerk, { ...mail, action: 'keep' }, note] }, ['mail']],
    ['kept instead of dropped', { ...before, columns: [clerk, mail, { ...note, action: 'keep' }] }, ['note']],
    ['no longer marked', { ...base, columns: [{ ...clerk, personal: false }, mail, note] }, ['clerk']],
    ['no longer named', { ...before, columns: [clerk, mail] }, ['note']],
    ['made the activity', { ...before, activity: 'clerk' }, ['clerk']],
    ['made a part of the activity', { ...before, activity: ['step', 'note'] }, ['note']],
    ['made the case', { ...before, caseId: 'mail' }, ['mail']],
    ['read as a time, which shows what cannot be read', { ...before, start: 'note' }, ['note']],
    ['given another name', { ...before, columns: [clerk, { ...mail, key: 'm' }, note] }, ['mail']],
    ['moved to the cases', { ...before, columns: [clerk, { ...mail, scope: 'case' }, note] }, ['mail']],
    ['cut into other columns', { ...before, table: { header: false } }, ['clerk', 'mail', 'note']],
  ])('a column that is %s is told', (_, after, columns) => {
    expect(less(after)).toEqual(columns)
  })

  test('a column that was not named counts by its name, and by what becomes of unnamed ones', () => {
    const named = { ...base, columns: [{ column: 'employee', action: 'keep' }] }
    expect(less(named, base)).toEqual(['employee'])
    expect(less({ ...base, columns: [{ column: 'price', action: 'keep' }] }, base)).toEqual([])
    expect(less({ ...base, columns: [zone], others: 'drop' }, { ...base, others: 'drop' })).toEqual(['zone'])
    expect(less({ ...base, others: 'keep' }, { ...base, others: 'drop' })).toEqual(['*'])
  })
})
