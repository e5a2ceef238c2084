import { describe, expect, test } from 'vitest'
import { isPersonName, personReason } from './person-columns.ts'

describe('names of columns about people', () => {
  test.each([
    'User',
    'org:resource',
    'USERNAME',
    'assigned_to',
    'sys_updated_by',
    'Created By',
    'employeeId',
    'E-Mail',
    'case:responsible',
    'Bearbeiter',
    'Sachbearbeiter',
    'utilisateur',
    'usuario',
    'medewerker',
    'ERNAM',
    'First_name',
    'patient',
    'by.user',
    'agent',
    'Owner',
    '(case)_Responsible_actor',
    'department manager',
  ])('%s', name => expect(isPersonName(name)).toBe(true))
  test.each([
    'region',
    'assignment_group',
    'user role',
    'resource cost',
    'concept:name',
    'order by',
    'amount',
    'userCount',
    'department',
    'knowledge',
    'org:group',
    'status',
    'resource country',
    'responsible_section',
  ])('%s is none', name => expect(isPersonName(name)).toBe(false))
})

test('e-mail addresses and telephone numbers are people whatever the column is called', () => {
  expect(personReason('x', ['a@b.org', 'c.d@e.com', 'n/a'])).toBe('The values are e-mail addresses.')
  expect(personReason('x', ['+49 30 1234567', '0049 (30) 1234'])).toBe('The values are telephone numbers.')
  expect(personReason('x', ['a', 'b', '@home'])).toBeNull()
  expect(personReason('user', [])).toBe('The name "user" promises people.')
})
