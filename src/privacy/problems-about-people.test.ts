import { expect, test } from 'vitest'
import { eventLog } from '../log/notation.ts'
import { tellsAboutPeople, withFilesNamed, withoutValues } from './problems-about-people.ts'

test('a log tells about people where it names a resource or marks an attribute', () => {
  const log = { ...eventLog('1: a b'), resourceKey: null }
  const marked = (personal: 'none' | 'pseudonym') => ({ ...log.activity, key: 'who', personal })
  expect(tellsAboutPeople(log)).toBe(false)
  expect(tellsAboutPeople({ ...log, resourceKey: 'org:resource' })).toBe(true)
  expect(tellsAboutPeople({ ...log, eventAttributes: new Map([['who', marked('none')]]) })).toBe(false)
  expect(tellsAboutPeople({ ...log, caseAttributes: new Map([['who', marked('pseudonym')]]) })).toBe(true)
})

test('problems keep their places and lose their values', () => {
  const problem = { kind: 'k', message: 'm', severity: 'loss', count: 2 } as const
  expect(withoutValues([{ ...problem, places: [{ row: 3, column: 'time', value: 'Ann' }] }])).toEqual([
    { ...problem, places: [{ row: 3, column: 'time' }] },
  ])
})

test('problems keep their places with files called otherwise', () => {
  const problem = { kind: 'k', message: 'm', severity: 'loss', count: 2 } as const
  expect(withFilesNamed([{ ...problem, places: [{ file: 'anna.csv', row: 3 }, { row: 4 }] }], () => '{text}')).toEqual([
    { ...problem, places: [{ file: '{text}', row: 3 }, { row: 4 }] },
  ])
})
