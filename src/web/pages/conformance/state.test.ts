import { expect, test } from 'vitest'
import { minedBy, readConformanceState, selectionIn, sortingOf } from './state.ts'

test('an address without a check stands for the mined model, most cases first', () => {
  const state = readConformanceState({})
  expect([minedBy(state), sortingOf(state)]).toEqual([
    { miner: 'inductive', noise: 0.2 },
    { by: 'cases', descending: true },
  ])
})
test('what is selected, filtered, sorted and drawn is read back', () => {
  const all = {
    baseline: 'b1',
    view: 'edit',
    deviation: 'missing:Check order',
    kind: 'missing',
    by: 'time',
    ascending: true,
    measure: 'amount',
    measureOf: 'total',
    endedBy: ['Pay'],
    runningDays: 30,
    timeBy: 'end',
    seconds: 100,
    step: 3,
    path: [0, 2],
    last: 4,
    z: [1, 2, 0.5],
  }
  expect(readConformanceState(all)).toEqual(all)
  expect(selectionIn(readConformanceState(all))).toEqual({ path: [0, 2], last: 4 })
  expect(selectionIn(readConformanceState({ path: [0, 2] }))).toEqual({ path: [0, 2], last: 2 })
})
test('what is no state of the page is passed over', () => {
  const odd = {
    miner: 'poet',
    view: 'poem',
    broken: 1,
    far: -1,
    kind: 3,
    by: '',
    endedBy: [1],
    runningDays: -1,
    seconds: 'x',
    path: [-1],
  }
  expect(readConformanceState(odd)).toEqual({})
})
