import { expect, test } from 'vitest'
import { readModelState, settingsOf } from './state.ts'

test('an address without a model stands for the inductive miner with its usual noise', () => {
  expect(settingsOf(readModelState({}))).toEqual({ miner: 'inductive', noise: 0.2 })
})
test('thresholds of the address are those of its miner', () => {
  const state = readModelState({ miner: 'split', eta: 0.7, epsilon: 0, noise: 0.5, as: 'net', z: [1, 2, 0.5] })
  expect(settingsOf(state)).toEqual({ miner: 'split', eta: 0.7, epsilon: 0 })
  expect(state).toMatchObject({ as: 'net', z: [1, 2, 0.5] })
})
test('what is no state of the page is passed over', () => {
  expect(readModelState({ miner: 'magic', noise: 2, eta: 'x', as: 'poem', part: 3, z: [1, 2, 0] })).toEqual({})
})
