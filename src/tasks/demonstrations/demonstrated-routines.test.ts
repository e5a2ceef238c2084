import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { uiLog } from '../../log/ui-notation.ts'
import { cleanUiLog } from '../cleaning/clean-ui-log.ts'
import { placesIn } from '../places-in.ts'
import { commonSteps } from './common-steps.ts'
import { demonstratedRoutines } from './demonstrated-routines.ts'

describe('common steps', () => {
  const common = (...sequences: string[]) =>
    commonSteps(sequences.map(text => ({ classes: text.split(' '), instances: 1 }))).join(' ')
  test('put what some have where it stands', () => {
    expect(common('a b d', 'a b c d', 'a b d')).toBe('a b c d')
    expect(common('a b', 'b a')).toBe('b a b')
  })
  test('leave out what hardly anybody does', () => {
    expect(
      commonSteps([
        { classes: ['a', 'b'], instances: 19 },
        { classes: ['a', 'x', 'b'], instances: 1 },
      ]),
    ).toEqual(['a', 'b'])
  })
  test('hold every sequence of a class that all have, in order', () => {
    const sequence = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(sequence, { minLength: 1, maxLength: 5 }), sequences => {
        const all = commonSteps(sequences.map(classes => ({ classes, instances: 1 })))
        for (const classes of sequences) {
          const places = placesIn(classes, all)
          expect(places.every(place => place >= 0)).toBe(true)
          expect([...places].sort((a, b) => a - b)).toEqual(places)
        }
      }),
      { seed: 5 },
    )
  })
})

test('a task that several people recorded on purpose is a routine of its own, under its name', () => {
  const run = (who: string, extra = '') => `== ${who}
# "Enter order" ${who}
${who} | Chrome | enter textbox Name #name on "https://shop.test/new" = "Ann ${who}"
${extra}${who} | Chrome | click button Save on "https://shop.test/new"
#
${who} | Mail | click button Read`
  const log = cleanUiLog(
    uiLog(
      [
        run('ann'),
        run('bob', 'bob | Chrome | check checkbox Rush #rush on "https://shop.test/new"\n'),
        run('cyd'),
      ].join('\n'),
    ),
  )
  const [routine, ...others] = demonstratedRoutines(log)
  expect(others).toEqual([])
  expect(routine).toMatchObject({ name: 'Enter order', variants: [{ instances: 2 }, { instances: 1 }] })
  expect(routine!.steps.map(({ label, share }) => `${label} ${share.toFixed(2)}`)).toEqual([
    'type Name 1.00',
    'check Rush 0.33',
    'click Save 1.00',
  ])
  expect(routine!.instances.map(({ variant }) => variant)).toEqual([0, 1, 0])
  expect(demonstratedRoutines(log)).toEqual([routine])
})
