import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { uiLog } from '../../log/ui-notation.ts'
import { cleanUiLog } from '../cleaning/clean-ui-log.ts'
import { demonstratedRoutines } from '../demonstrations/demonstrated-routines.ts'
import { lostness, type Path } from './paths.ts'
import { routineComplexity } from './routine-complexity.ts'

const FORM = 'on "https://desk.test/order"'
const LIST = 'on "https://desk.test/customers"'
/** One run: name and city are filled in and saved; `looks`: the list of customers is looked at in between. */
function run(n: number, { looks = false, saves = true }: { looks?: boolean; saves?: boolean } = {}): string {
  const at = (seconds: number) => `@${n * 600 + seconds}s`
  return [
    `# Order ${n}`,
    `ann | Chrome | enter textbox Name #name ${FORM} = n${n} ${at(0)}`,
    ...(looks
      ? [`ann | Chrome | click link Customers ${LIST} ${at(4)}`, `ann | Chrome | click link Next ${LIST} ${at(9)}`]
      : []),
    `ann | Chrome | enter textbox City #city ${FORM} = c${n} ${at(12)}`,
    ...(saves ? [`ann | Chrome | click button Save ${FORM} ${at(15)}`] : []),
    '#',
  ].join('\n')
}
const complexity = (...runs: readonly string[]) => {
  const log = cleanUiLog(uiLog(runs.join('\n')))
  const [routine] = demonstratedRoutines(log)
  return routineComplexity(routine!, log)
}

describe('complexity of a routine', () => {
  test('alike and straight, it has no detours, no returns and no decisions', () => {
    const found = complexity(run(0), run(1), run(2))
    expect(found).toMatchObject({
      instances: 3,
      successful: 3,
      shortest: { steps: 3, screens: 1, fields: 2, backSteps: 0, handsOnMs: 15_000 },
      steps: 3,
      screens: 1,
      fields: 2,
      decisions: 0,
      backSteps: 0,
      detours: 0,
      lostness: 0,
    })
    expect(found.places).toEqual([
      {
        application: 'Chrome',
        place: 'https://desk.test/order',
        visits: 1,
        fields: 2,
        decisions: 0,
        backSteps: 0,
        detours: 0,
        detourMs: 0,
      },
    ])
    expect(found.stepTimes.map(({ medianMs }) => medianMs)).toEqual([0, 12_000, 3000])
  })

  test('a look elsewhere is two detours of nine seconds there, and one return to the form', () => {
    const found = complexity(run(0), run(1), run(2, { looks: true }), run(3, { looks: true }))
    expect(found).toMatchObject({ detours: 1, backSteps: 0.5, decisions: 1, shortest: { steps: 3 } })
    const [list, form] = found.places
    expect(list).toMatchObject({ place: 'https://desk.test/customers', detours: 1, detourMs: 4500, visits: 0.5 })
    expect(form).toMatchObject({ place: 'https://desk.test/order', backSteps: 0.5, visits: 1.5, decisions: 1 })
  })

  test('a run that was given up is not the shortest way', () => {
    const runs = Array.from({ length: 30 }, (_, n) => run(n))
    const found = complexity(...runs, run(30, { saves: false }))
    expect(found).toMatchObject({ instances: 31, successful: 30, shortest: { steps: 3 } })
  })
})

const path = (screens: string): Path => {
  const names = [...screens]
  return {
    variant: 0,
    steps: names.map((_, i) => i),
    classes: names,
    screens: names.map(place => ({ application: 'A', place })),
    places: names.map(() => -1),
    times: names.map(() => 0),
    fields: new Map(),
    beyond: () => [],
  }
}

test('lostness is 0 on the shortest way, and as Smith (1996) has it elsewhere', () => {
  expect(lostness(path('abc'), path('abc'))).toBe(0)
  // S = 5 visits, N = 3 different ones, R = 2 needed
  expect(lostness(path('abacb'), path('ab'))).toBeCloseTo(Math.hypot(3 / 5 - 1, 2 / 3 - 1), 12)
})

test('lostness is never below 0 and grows with every return', () =>
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 9 }), screens => {
      const text = screens.join('')
      const shortest = path([...new Set(screens)].join(''))
      const lost = lostness(path(text), shortest)
      expect(lost).toBeGreaterThanOrEqual(0)
      const back = text.at(-1) === 'a' ? 'b' : 'a'
      if (text.includes(back)) expect(lostness(path(text + back), shortest)).toBeGreaterThan(lost)
    }),
  ))
