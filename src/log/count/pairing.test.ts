import { expect, test } from 'vitest'
import type { TextColumn } from '../column.ts'
import { eventLog } from '../notation.ts'
import { noPace } from './pace.ts'
import { pairStarts } from './pairing.ts'

const pairs = async (notation: string) => {
  const { startOf, pairing } = (await pairStarts(eventLog(notation), noPace))!
  return { startOf: [...startOf], ...pairing }
}

test('first in, first out, per activity and case', async () => {
  expect(await pairs('c: a+start@0 b+start@1m a+start@2m a+complete@3m a+complete@4m b+complete@5m')).toEqual({
    startOf: [-1, -1, -1, 0, 2, 1],
    paired: 3,
    unmatchedStarts: 0,
    unmatchedCompletes: 0,
  })
})

test('by instance where there is one, which is a queue of its own', async () => {
  expect(await pairs('c: a+start#1@0 a+start#2@1m a+complete#2@2m a+complete@3m a+complete#1@4m')).toEqual({
    startOf: [-1, -1, 1, -1, 0],
    paired: 2,
    unmatchedStarts: 0,
    unmatchedCompletes: 1,
  })
})

test('letter case does not matter, other transitions are neither, and a missing one is complete', async () => {
  expect(await pairs('c: a+SCHEDULE@0 a+START@1m a+suspend@2m a@3m b+Complete@4m b+start@5m')).toEqual({
    startOf: [-1, -1, -1, 1, -1, -1],
    paired: 1,
    unmatchedStarts: 1,
    unmatchedCompletes: 1,
  })
})

test('where all are completes, or say nothing, none is paired, and a stored column is not read', async () => {
  expect(await pairs('c1: a+complete@0 a+COMPLETE@1m | c2: b+complete@1m b@2m')).toEqual({
    startOf: [-1, -1, -1, -1],
    paired: 0,
    unmatchedStarts: 0,
    unmatchedCompletes: 4,
  })
  const log = eventLog('c1: a+complete@0 b+complete@1m')
  const column = log.eventAttributes.get('lifecycle:transition') as TextColumn
  const unread: TextColumn = {
    ...column,
    get codes(): Int32Array {
      throw new Error('the column was read')
    },
  }
  const eventAttributes = new Map([...log.eventAttributes, ['lifecycle:transition', unread] as const])
  expect((await pairStarts({ ...log, eventAttributes }, noPace))?.pairing.unmatchedCompletes).toBe(2)
})

test('cases do not pair with one another', async () => {
  expect(await pairs('c1: a+start@0 | c2: a+complete@1m')).toMatchObject({
    paired: 0,
    unmatchedStarts: 1,
    unmatchedCompletes: 1,
  })
})

test('a log without lifecycle has nothing to pair', async () => {
  expect(await pairStarts(eventLog('c: a b'), noPace)).toBeNull()
})
