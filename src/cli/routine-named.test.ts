import { expect, test } from 'vitest'
import { InputError, UsageError } from './exit.ts'
import { routineNamed } from './routine-named.ts'

const routines = ['Enter order', 'Enter invoice', 'Approve', 'Approve order'].map((name, i) => ({ id: `r-${i}`, name }))
const found = (wanted: string) => routineNamed(routines, wanted).id

test('a routine is named by its id, its name, or a beginning that no other name has', () => {
  expect(['r-2', 'Approve', 'Enter inv', 'enter O', 'approve o'].map(found)).toEqual([
    'r-2',
    'r-2',
    'r-1',
    'r-0',
    'r-3',
  ])
})

test('where several are meant they are listed, and none is an error', () => {
  expect(() => found('enter')).toThrow(UsageError)
  expect(() => found('enter')).toThrow('  r-0  Enter order\n  r-1  Enter invoice')
  expect(() => found('')).toThrow(InputError)
  expect(() => found('Pay')).toThrow('no routine "Pay"')
  expect(() => routineNamed([], 'Pay')).toThrow('No routine was found')
})
