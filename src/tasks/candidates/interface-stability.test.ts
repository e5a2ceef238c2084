import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Names } from '../../log/naming.ts'
import { uiLog } from '../../log/ui-notation.ts'
import { cleanUiLog } from '../cleaning/clean-ui-log.ts'
import { routineOf } from '../procedure/customers.fixture.ts'
import { candidateOf, defaultAssumptions } from './candidate.ts'
import { changeIn } from './interface-change.ts'
import { interfaceStability } from './interface-stability.ts'

/** Runs of "fill in the amount, then save it", a day each; `save` says which button a run uses. */
const runs = (many: number, save: (run: number) => string, person: (run: number) => string = () => 'ann') =>
  Array.from(
    { length: many },
    (_, run) => `# case ${run}
${person(run)} | Orders | enter textbox Amount #amount on "https://shop.test/new" = "${run + 10}" @${run}d
${person(run)} | Orders | click button ${save(run)} on "https://shop.test/new"
#`,
  ).join('\n')
const stabilityOf = (picture: string) => {
  const log = cleanUiLog(uiLog(picture))
  const found = routineOf(log)
  // as a miner names it: the first way, with what others do instead left out
  const routine = { ...found, steps: found.steps.slice(0, 2) }
  return { log, routine, found: interfaceStability(routine, log) }
}

describe('applications under a routine', () => {
  test('that never change are the same in every step', () => {
    expect(stabilityOf(runs(8, () => 'Save')).found).toEqual([
      { application: 'Orders', steps: 2, same: 2, changes: [] },
    ])
  })
  test('a button that another one replaces from a run on is a change, told with the run', () => {
    const { log, routine, found } = stabilityOf(runs(8, run => (run < 4 ? 'Save' : 'Store')))
    expect(found).toEqual([
      {
        application: 'Orders',
        steps: 2,
        same: 1,
        changes: [
          { step: 'click Save', what: 'element', before: 'button “Save”', after: 'button “Store”', fromRun: 5 },
        ],
      },
    ])
    const candidate = candidateOf(routine, log, new Names())
    expect(candidate.inputs.applicationStability).toEqual({ value: 0.5, low: 0.5, high: 0.5, source: 'measured' })
    expect(candidate.reasonsAgainst).toContain(
      'Orders changed from run 5 on: the element of “click Save” was button “Save”, and is button “Store”.',
    )
    const set = candidateOf(routine, log, new Names(), defaultAssumptions, { applicationStability: 1 })
    expect(set.inputs.applicationStability?.source).toBe('given')
  })
  test('a label that changes while the identifier stays is none', () => {
    const { found } = stabilityOf(runs(8, run => (run < 4 ? 'Save #ok' : 'Store #ok')))
    expect(found?.[0]?.changes).toEqual([])
  })
  test('two buttons that take turns are a choice of people, and two people with a way each are no change', () => {
    expect(stabilityOf(runs(8, run => (run % 2 ? 'Save' : 'Store'))).found?.[0]?.changes).toEqual([])
    const two = runs(
      8,
      run => (run < 4 ? 'Save' : 'Store'),
      run => (run < 4 ? 'ann' : 'bob'),
    )
    expect(stabilityOf(two).found?.[0]?.changes).toEqual([])
  })
  test('a single other way at the end may be chance', () => {
    expect(stabilityOf(runs(8, run => (run < 7 ? 'Save' : 'Store'))).found?.[0]?.changes).toEqual([])
  })
  test('another page is a change of the screen, not of the element', () => {
    const moved = runs(8, () => 'Save #ok')
      .split('\n')
      .map((line, i) => (i < 16 ? line : line.replace('/new', '/form')))
    expect(stabilityOf(moved.join('\n')).found?.[0]?.changes.map(({ what }) => what)).toEqual(['screen', 'screen'])
  })
  test('without times nobody knows what came after what', () => {
    const { log, routine } = stabilityOf(runs(8, () => 'Save'))
    const { ui } = log
    const withoutTimes = {
      ...ui,
      time: new Float64Array(ui.eventCount).fill(Number.NaN),
      order: { ...ui.order, withoutTime: ui.eventCount },
    }
    expect(interfaceStability(routine, { ...log, ui: withoutTimes })).toBe(null)
  })
})

test('chance finds a change in at most one of twenty orders', () => {
  // every order of a looks of one kind and b of another: how many are told as changes
  for (const [a, b] of [
    [3, 3],
    [4, 4],
    [2, 6],
    [1, 9],
  ] as const) {
    const n = a + b
    let [orders, told] = [0, 0]
    for (let mask = 0; mask < 1 << n; mask++) {
      const kinds = Array.from({ length: n }, (_, i) => (mask >> i) & 1)
      if (kinds.reduce((sum, one) => sum + one, 0) !== b) continue
      orders++
      if (changeIn(kinds.map((kind, i) => ({ ways: [`way ${kind}`], person: 0, run: i + 1 })))) told++
    }
    expect(told / orders).toBeLessThanOrEqual(0.05)
  }
})

test('looks that share a way are never a change, whatever else differs', () => {
  const ways = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 })
  fc.assert(
    fc.property(fc.array(ways), all => {
      const seen = all.map((own, i) => ({ ways: [...own, 'always'], person: 0, run: i + 1 }))
      expect(changeIn(seen)).toBe(null)
    }),
    { seed: 3 },
  )
})
